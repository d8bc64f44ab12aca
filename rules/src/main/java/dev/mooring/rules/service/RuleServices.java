package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices;

/** Gives a rule the services behind its external functions: what they answer depends on who asks. */
@FunctionalInterface
public interface RuleServices {
    RuleServices NONE = (_, _) -> SqlServices.NONE;

    /** @param ruleArn compared with the source in a function's resource policy */
    SqlServices of(Tenant tenant, String ruleArn);
}
