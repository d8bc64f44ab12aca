package dev.mooring.rules;

import dev.mooring.core.Tenant;

/**
 * What waits in one queue at one moment.
 *
 * @param actionType for example {@code sqs}; empty for the messages that wait for the rule itself
 * @param place of the action in the rule, from 0; -1 for the error action and the rule itself
 * @param waiting messages or results, those being worked on included
 * @param bytes of payload among them
 */
public record QueueDepth(Tenant tenant, String ruleName, String actionType, int place, int waiting, long bytes) {}
