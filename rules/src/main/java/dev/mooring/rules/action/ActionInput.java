package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlInput;

/**
 * What an action works on.
 *
 * @param ruleArn the rule on whose behalf the action runs
 * @param original the message: what templates see
 * @param payload the result of SELECT, or for an error action the report; must not be changed
 * @param json whether the payload is JSON
 */
public record ActionInput(Tenant tenant, String ruleArn, SqlInput original, byte[] payload, boolean json) {}
