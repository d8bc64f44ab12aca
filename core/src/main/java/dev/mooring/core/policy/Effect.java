package dev.mooring.core.policy;

/** What a matching statement does. */
public enum Effect {
    ALLOW,
    DENY
}
