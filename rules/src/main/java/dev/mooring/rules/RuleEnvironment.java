package dev.mooring.rules;

import dev.mooring.core.log.LogSink;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.rules.action.ActionPorts;
import dev.mooring.rules.service.RuleServices;
import java.time.InstantSource;

/**
 * What the engine is wired to.
 *
 * @param log for entries as AWS writes them; what this server tells its operator is another matter
 * @param services behind the external functions of SQL
 * @param multiLevel whether {@code a/#} matches {@code a}
 */
public record RuleEnvironment(
        ActionPorts ports,
        RuleServices services,
        RuleMetrics metrics,
        LogSink log,
        InstantSource clock,
        MultiLevelWildcard multiLevel,
        RuleLimits limits,
        Pause pause) {}
