package dev.mooring.rules;

import dev.mooring.broker.PublishTap;
import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.OutboxEntry;
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
    /** What earlier processes have not finished. Guarded by this. */
    private List<OutboxEntry> restored = List.of();

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

    /** A message whose work ends with the process at the latest. */
    @Override
    public void published(Message message) {
        look(message).start(Outbox.NONE);
    }

    @Override
    public Work look(Message message) {
        if (closed) {
            return Work.NONE;
        }
        try {
            Optional<BasicIngest> basicIngest = BasicIngest.of(message.topic());
            if (basicIngest.isPresent()) {
                return ingest(message, basicIngest.get());
            }
            TenantRules rules = tenants.get(message.tenant());
            if (rules == null) {
                return Work.NONE;
            }
            List<RuleRunner> matching = rules.matching(message.topic());
            return matching.isEmpty()
                    ? Work.NONE
                    : new Matched(matching, SqlInput.of(message, environment.clock(), SqlServices.NONE));
        } catch (RuntimeException ours) {
            // The caller is an event loop with other connections to care for.
            LOG.error("the rules for a message on '{}' broke", message.topic(), ours);
            return Work.NONE;
        }
    }

    private Work ingest(Message message, BasicIngest basicIngest) {
        Optional<RuleRunner> runner = named(message.tenant(), basicIngest.ruleName());
        if (runner.isEmpty()) {
            notFound(message, basicIngest.ruleName());
            return Work.NONE;
        }
        return new Matched(
                List.of(runner.get()),
                SqlInput.of(message, basicIngest.topic(), environment.clock(), SqlServices.NONE));
    }

    private Optional<RuleRunner> named(Tenant tenant, String ruleName) {
        return Optional.ofNullable(tenants.get(tenant)).flatMap(rules -> rules.named(ruleName));
    }

    private void notFound(Message message, String ruleName) {
        environment.metrics().count(message.tenant(), ruleName, RuleMetric.RuleNotFound);
        log.notFound(message, ruleName);
        LOG.warn("message on '{}' dropped: RuleNotFound, no enabled rule of that name", message.topic());
    }

    /** The rules that a message starts. */
    private record Matched(List<RuleRunner> runners, SqlInput input) implements Work {
        @Override
        public boolean outlivesProcess() {
            for (RuleRunner runner : runners) {
                if (runner.outlivesProcess()) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void start(Outbox outbox) {
            runners.forEach(runner -> runner.accept(input, outbox));
        }
    }

    @Override
    public synchronized void restored(List<OutboxEntry> entries) {
        restored = List.copyOf(entries);
    }

    /**
     * Takes up what earlier processes have not finished. When the targets can be reached: this server may be one of them.
     */
    public synchronized void resume() {
        List<OutboxEntry> entries = restored;
        restored = List.of();
        if (!entries.isEmpty()) {
            LOG.info("{} messages of an earlier process go to their rules again", entries.size());
        }
        for (OutboxEntry entry : entries) {
            Optional<RuleRunner> runner = named(entry.message().tenant(), entry.owner());
            if (runner.isPresent()) {
                runner.get().resume(entry);
            } else {
                notFound(entry.message(), entry.owner());
                entry.done();
            }
        }
    }

    /** Every queue of an enabled rule in which something waits: a slow target shows here first. */
    public List<QueueDepth> queueDepths() {
        return tenants.values().stream()
                .flatMap(TenantRules::all)
                .flatMap(RuleRunner::depths)
                .toList();
    }

    /** Every enabled rule that is not through with messages that survive the process. */
    public List<OutboxDepth> outboxDepths() {
        return tenants.values().stream()
                .flatMap(TenantRules::all)
                .map(RuleRunner::outboxDepth)
                .filter(depth -> depth.messages() > 0)
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

    /**
     * Stops running rules, while the targets can still be reached. Messages that survive the process are left to the next
     * one; for the others, and for calls under way, this waits a little. Messages that come after this are only kept.
     */
    public void suspend() {
        tasks.stop();
        try {
            if (!tasks.awaitIdle(CLOSE_PATIENCE)) {
                LOG.warn("rules were still at work when the server stopped");
            }
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        int left = outboxDepths().stream().mapToInt(OutboxDepth::messages).sum();
        if (left > 0) {
            LOG.info("{} messages stay in the outbox of rules for the next start", left);
        }
    }

    /** Takes no more messages, waits a little for those taken, interrupts the rest, and closes the ways out. */
    @Override
    public void close() {
        closed = true;
        if (!tasks.isStopping()) {
            suspend();
        }
        tasks.close();
        environment.ports().outbound().close();
    }
}
