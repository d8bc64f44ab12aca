package dev.mooring.server;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.core.log.LogSink;
import dev.mooring.lambda.Lambda;
import dev.mooring.rules.RuleCounters;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.RuleEnvironment;
import dev.mooring.rules.RuleLimits;
import dev.mooring.rules.StoreRules;
import dev.mooring.rules.action.ActionPorts;
import dev.mooring.rules.action.Outbound;
import dev.mooring.rules.action.Targets;
import dev.mooring.rules.service.LiveRuleServices;
import dev.mooring.rules.service.RemoteServices;
import dev.mooring.server.config.Profiles;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.DataDirectory;
import dev.mooring.store.Store;
import java.time.InstantSource;

/** The rule engine with everything its statements and actions reach. */
final class RulesSetup {
    private RulesSetup() {}

    static RuleEngine open(
            ServerConfig config,
            Store store,
            Lambda lambda,
            DeferredPublisher publisher,
            DataDirectory data,
            RuleCounters counters,
            LogSink log,
            ActionEndpoints actionEndpoints,
            InstantSource clock) {
        BrokerSettings settings = Profiles.broker(config.profile());
        RuleFunctions functions = new RuleFunctions(lambda);
        Outbound outbound = new Outbound(actionEndpoints, Targets.Limits.DEFAULT, clock);
        RemoteServices remote =
                new RemoteServices(outbound.clients(), data.descriptors(), LiveRuleServices.PATIENCE, clock);
        RuleEngine engine = new RuleEngine(
                new StoreRules(store),
                new RuleEnvironment(
                        new ActionPorts(
                                functions, publisher, clock, settings.topics(), settings.payloadBytes(), outbound),
                        new LiveRuleServices(store, functions, remote, LiveRuleServices.PATIENCE),
                        counters,
                        log,
                        clock,
                        settings.multiLevelWildcard(),
                        limits(config),
                        Thread::sleep));
        store.onChange(engine::changed);
        engine.load();
        return engine;
    }

    private static RuleLimits limits(ServerConfig config) {
        return switch (config.ruleActions()) {
            case DURABLE -> RuleLimits.DEFAULT;
            case MEMORY -> RuleLimits.DEFAULT.keepingNothing();
        };
    }
}
