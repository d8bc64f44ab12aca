package dev.mooring.rules;

import dev.mooring.broker.PublishTap;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.topic.BasicIngest;
import dev.mooring.rules.RuleMetrics.RuleMetric;
import dev.mooring.rules.action.InvalidRuleException;
import dev.mooring.store.Change;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the rules that a published message matches. Looking up happens on the publisher's thread and never waits;
 * everything else runs on virtual threads.
 */
public final class RuleEngine implements PublishTap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

    private final RuleSource source;
    private final RuleEnvironment environment;
    private final RuleLog log;
    private final TaskGroup tasks = new TaskGroup();
    private final Map<Tenant, TenantRules> tenants = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** An engine without rules: {@link #load} brings them. */
    public RuleEngine(RuleSource source, RuleEnvironment environment) {
        this.source = source;
        this.environment = environment;
        this.log = new RuleLog(environment.log(), environment.clock());
    }

    /**
     * Reads all rules. A stored rule that cannot be used any more is logged and left out; the others work. Register
     * {@link #changed} for changes before calling this.
     */
    public void load() {
        for (Tenant tenant : source.tenants()) {
            reload(tenant);
        }
    }

    private synchronized void reload(Tenant tenant) {
        List<RuleRunner> runners = source.rules(tenant).stream()
                .flatMap(stored -> runner(tenant, stored).stream())
                .toList();
        put(tenant, TenantRules.of(runners, environment.multiLevel()));
    }

    /** Hears of the store's changes; returns when the change is in force. Does not throw: the change is committed. */
    public void changed(Change change) {
        if (change.kind() != Change.Kind.TOPIC_RULE) {
            return;
        }
        try {
            changed(change.tenant(), change.key());
        } catch (RuntimeException unreadable) {
            LOG.error("rule {} of {} goes on as it was before a change", change.key(), change.tenant(), unreadable);
        }
    }

    /** Reads one rule again after it was created, replaced, enabled, disabled or deleted. */
    public synchronized void changed(Tenant tenant, String ruleName) {
        TenantRules before = tenants.getOrDefault(tenant, TenantRules.of(List.of(), environment.multiLevel()));
        Optional<RuleRunner> runner = source.rule(tenant, ruleName).flatMap(stored -> runner(tenant, stored));
        put(tenant, before.with(ruleName, runner));
    }

    private void put(Tenant tenant, TenantRules rules) {
        if (rules.isEmpty()) {
            tenants.remove(tenant);
        } else {
            tenants.put(tenant, rules);
        }
    }

    private Optional<RuleRunner> runner(Tenant tenant, StoredRule stored) {
        if (stored.disabled()) {
            return Optional.empty();
        }
        try {
            RuleDefinition rule = RuleDefinition.parse(stored.name(), stored.payload());
            return Optional.of(new RuleRunner(tenant, rule, environment, tasks));
        } catch (InvalidRuleException | SqlParseException unusable) {
            LOG.error("rule {} of {} cannot run: {}", stored.name(), tenant, unusable.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void published(Message message) {
        if (closed) {
            return;
        }
        try {
            Optional<BasicIngest> basicIngest = BasicIngest.of(message.topic());
            if (basicIngest.isPresent()) {
                ingest(message, basicIngest.get());
                return;
            }
            TenantRules rules = tenants.get(message.tenant());
            if (rules == null) {
                return;
            }
            List<RuleRunner> matching = rules.matching(message.topic());
            if (!matching.isEmpty()) {
                SqlInput input = SqlInput.of(message, environment.clock(), SqlServices.NONE);
                matching.forEach(runner -> runner.accept(input));
            }
        } catch (RuntimeException ours) {
            // The caller is an event loop with other connections to care for.
            LOG.error("the rules for a message on '{}' broke", message.topic(), ours);
        }
    }

    private void ingest(Message message, BasicIngest basicIngest) {
        TenantRules rules = tenants.get(message.tenant());
        Optional<RuleRunner> runner = rules == null ? Optional.empty() : rules.named(basicIngest.ruleName());
        if (runner.isEmpty()) {
            environment.metrics().count(message.tenant(), basicIngest.ruleName(), RuleMetric.RuleNotFound);
            log.notFound(message, basicIngest.ruleName());
            LOG.warn("message on '{}' dropped: RuleNotFound, no enabled rule of that name", message.topic());
            return;
        }
        runner.get().accept(SqlInput.of(message, basicIngest.topic(), environment.clock(), SqlServices.NONE));
    }

    /** Every queue of an enabled rule in which something waits: a slow target shows here first. */
    public List<QueueDepth> queueDepths() {
        return tenants.values().stream()
                .flatMap(TenantRules::all)
                .flatMap(RuleRunner::depths)
                .toList();
    }

    /**
     * A dry run of a rule, stored or not, with what this engine runs rules with.
     *
     * @throws SqlParseException if the statement or a substitution template is not well-formed
     * @throws InvalidRuleException if anything else is wrong, or an action is not implemented
     */
    public DryRun dryRun(String name, String payloadJson) throws InvalidRuleException {
        return DryRun.of(name, payloadJson, environment);
    }

    /**
     * Waits until every message taken so far is worked off, retries and error actions included.
     *
     * @return false if that took longer than {@code atMost}
     */
    public boolean awaitIdle(Duration atMost) throws InterruptedException {
        return tasks.awaitIdle(atMost);
    }

    /** Takes no more messages, waits a little for those taken, interrupts the rest, and closes the ways out. */
    @Override
    public void close() {
        closed = true;
        try {
            if (!tasks.awaitIdle(CLOSE_PATIENCE)) {
                LOG.warn("rules were still at work when the server stopped");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        tasks.close();
        environment.ports().outbound().close();
    }
}
