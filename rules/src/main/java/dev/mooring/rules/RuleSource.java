package dev.mooring.rules;

import dev.mooring.core.Tenant;
import java.util.List;
import java.util.Optional;

/** Where the engine reads rules from. May block. */
public interface RuleSource {
    /** Every tenant that has a rule. */
    List<Tenant> tenants();

    List<StoredRule> rules(Tenant tenant);

    Optional<StoredRule> rule(Tenant tenant, String name);
}
