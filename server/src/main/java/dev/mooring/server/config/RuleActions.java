package dev.mooring.server.config;

/** What becomes of rule actions when the process ends before they do. */
public enum RuleActions {
    /** They are run by the next process, for messages that were acknowledged (QoS 1 and 2). */
    DURABLE,
    /** They are lost, as at AWS. */
    MEMORY
}
