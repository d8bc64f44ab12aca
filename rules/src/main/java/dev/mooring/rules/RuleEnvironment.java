package dev.mooring.rules;

import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.rules.action.ActionPorts;
import java.time.InstantSource;

/**
 * What the engine is wired to.
 *
 * @param services behind the external functions of SQL
 * @param multiLevel whether {@code a/#} matches {@code a}
 */
public record RuleEnvironment(
        ActionPorts ports,
        SqlServices services,
        RuleMetrics metrics,
        InstantSource clock,
        MultiLevelWildcard multiLevel,
        RuleLimits limits,
        Pause pause) {}
