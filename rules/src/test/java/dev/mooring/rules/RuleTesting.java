package dev.mooring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.rules.action.ActionPorts;
import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.action.FunctionInvoker.Answer;
import dev.mooring.rules.action.Outbound;
import dev.mooring.rules.action.Targets;
import dev.mooring.rules.action.TestEndpoints;
import dev.mooring.rules.service.RuleServices;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine between fakes that remember what they were asked. */
final class RuleTesting implements AutoCloseable {
    static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";

    final Map<Tenant, Map<String, StoredRule>> stored = new ConcurrentHashMap<>();
    final List<Message> published = Collections.synchronizedList(new ArrayList<>());
    final List<FunctionInvoker.Call> calls = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
    final RuleCounters counters = new RuleCounters();
    volatile Function<FunctionInvoker.Call, Answer> functions = call -> new Answer.Accepted();
    /** Set to answer external functions. */
    volatile RuleServices services = RuleServices.NONE;

    /** Set to let republished messages come back, as a broker would. */
    volatile boolean loop;

    final RuleEngine engine;
    /** Set to have a service somewhere. */
    final TestEndpoints endpoints = new TestEndpoints();

    RuleEnvironment environment;

    RuleTesting() {
        this(RuleLimits.DEFAULT);
    }

    RuleTesting(RuleLimits limits) {
        this.engine = engine(limits, new MemoryRules(stored));
    }

    RuleTesting(RuleLimits limits, RuleSource source) {
        this.engine = engine(limits, source);
    }

    /** Which entries are made; all of them. */
    volatile LogLevel logLevel = LogLevel.DEBUG;

    private final List<String> entries = new CopyOnWriteArrayList<>();
    private final LogSink log = new LogSink() {
        @Override
        public boolean mayWant(Tenant tenant, LogLevel level) {
            return logLevel.includes(level);
        }

        @Override
        public void write(LogEntry entry) {
            entries.add(entry.json());
        }
    };

    private RuleEngine engine(RuleLimits limits, RuleSource source) {
        ActionPorts ports = new ActionPorts(
                call -> {
                    calls.add(call);
                    return functions.apply(call);
                },
                this::publish,
                CLOCK,
                TopicLimits.AWS,
                ActionPorts.AWS_MAX_PAYLOAD_BYTES,
                new Outbound(endpoints, Targets.Limits.DEFAULT, CLOCK));
        environment = new RuleEnvironment(
                ports,
                (tenant, rule) -> services.of(tenant, rule),
                counters,
                log,
                CLOCK,
                MultiLevelWildcard.EXCLUDES_PARENT,
                limits,
                pauses::add);
        return new RuleEngine(source, environment);
    }

    /** The entries so far, in the order of their making. */
    List<String> logged() {
        return List.copyOf(entries);
    }

    private volatile Runnable onPublish = () -> {};

    /** Runs something, a wait perhaps, whenever a rule republishes. */
    void onPublish(Runnable action) {
        onPublish = action;
    }

    private void publish(Message message) {
        onPublish.run();
        published.add(message);
        if (loop) {
            engine.published(message);
        }
    }

    /** Stores a rule, written with single quotes for double ones and double for single ones, and tells the engine. */
    void rule(String name, String payload) {
        rule(TENANT, new StoredRule(name, swapQuotes(payload), false));
    }

    void rule(Tenant tenant, StoredRule rule) {
        stored.computeIfAbsent(tenant, t -> new ConcurrentHashMap<>()).put(rule.name(), rule);
        engine.changed(tenant, rule.name());
    }

    void delete(String name) {
        stored.get(TENANT).remove(name);
        engine.changed(TENANT, name);
    }

    static String swapQuotes(String text) {
        return text.replace('\'', '\u0001').replace('"', '\'').replace('\u0001', '"');
    }

    /** A rule that republishes what it gets to a topic. */
    static String republish(String sql, String topic) {
        return "{'sql':'" + sql + "','awsIotSqlVersion':'2016-03-23','actions':[" + republishAction(topic) + "]}";
    }

    static String republishAction(String topic) {
        return "{'republish':{'topic':'" + topic + "','roleArn':'arn:aws:iam::123456789012:role/r'}}";
    }

    static String lambdaAction() {
        return "{'lambda':{'functionArn':'" + FUNCTION + "'}}";
    }

    static Message message(String topic, String payload) {
        return message(TENANT, topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    static Message message(Tenant tenant, String topic, byte[] payload) {
        return new Message(
                tenant,
                topic,
                payload,
                1,
                false,
                MessageProperties.NONE,
                new Origin(
                        Origin.Protocol.MQTT,
                        Optional.of("client-0"),
                        "c".repeat(64),
                        Optional.of("192.0.2.1"),
                        Optional.of("7e146a60-0000-4000-8000-000000000000"),
                        0),
                CLOCK.millis());
    }

    void send(String topic, String payload) {
        engine.published(message(topic, payload));
    }

    void settle() throws InterruptedException {
        assertThat(engine.awaitIdle(Duration.ofSeconds(30))).isTrue();
    }

    List<String> publishedTexts() {
        return published.stream().map(m -> m.topic() + " " + m.payloadText()).toList();
    }

    long count(String rule, String actionType, String metric) {
        return counters.value(new RuleCounters.Key(TENANT, rule, actionType, metric));
    }

    @Override
    public void close() {
        engine.close();
    }

    private record MemoryRules(Map<Tenant, Map<String, StoredRule>> stored) implements RuleSource {
        @Override
        public List<Tenant> tenants() {
            return List.copyOf(stored.keySet());
        }

        @Override
        public List<StoredRule> rules(Tenant tenant) {
            return List.copyOf(stored.getOrDefault(tenant, Map.of()).values());
        }

        @Override
        public Optional<StoredRule> rule(Tenant tenant, String name) {
            return Optional.ofNullable(stored.getOrDefault(tenant, Map.of()).get(name));
        }
    }
}
