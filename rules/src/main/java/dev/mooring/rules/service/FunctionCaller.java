package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices;

/** Invokes a Lambda function and waits for its result (InvocationType RequestResponse). */
@FunctionalInterface
public interface FunctionCaller {
    /**
     * Blocks until the function has answered; whoever waits no longer interrupts.
     *
     * @param ruleArn on whose behalf: the function's resource policy must admit it
     * @param payload JSON; must not be changed
     * @return unavailable for everything that is not a result of the function
     */
    SqlServices.Answer call(Tenant tenant, String ruleArn, String functionArn, byte[] payload)
            throws InterruptedException;
}
