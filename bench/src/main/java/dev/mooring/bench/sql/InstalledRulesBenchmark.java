package dev.mooring.bench.sql;

import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.rules.RuleCounters;
import dev.mooring.rules.RuleEngine;
import dev.mooring.rules.RuleEnvironment;
import dev.mooring.rules.RuleLimits;
import dev.mooring.rules.RuleSource;
import dev.mooring.rules.StoredRule;
import dev.mooring.rules.action.ActionPorts;
import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.action.Outbound;
import dev.mooring.rules.action.ServiceEndpoint;
import dev.mooring.rules.action.ServiceEndpoints;
import dev.mooring.rules.action.TargetService;
import dev.mooring.rules.action.Targets;
import dev.mooring.rules.service.RuleServices;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message through the whole engine, with ten rules that match it, each with a condition and a republish action, and
 * many or few that do not match.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djdk.virtualThreadScheduler.parallelism=1")
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class InstalledRulesBenchmark {
    private static final int MATCHING = 10;
    private static final int MESSAGES = 200;

    /** Nobody delivers anything here. */
    private static final ServiceEndpoints NOWHERE = new ServiceEndpoints() {
        @Override
        public ServiceEndpoint of(Tenant tenant, TargetService service) {
            return new ServiceEndpoint(URI.create("http://127.0.0.1:1"), credentials(tenant));
        }

        @Override
        public Optional<URI> chosen(TargetService service) {
            return Optional.empty();
        }

        @Override
        public ServiceEndpoint.Credentials credentials(Tenant tenant) {
            return new ServiceEndpoint.Credentials("AKIANOBODY", "secret", Optional.empty());
        }
    };

    @Param({"10", "10000"})
    public int rules;

    private final LongAdder sent = new LongAdder();
    private Optional<RuleEngine> engine = Optional.empty();

    @Setup(Level.Trial)
    public void install() {
        InstantSource clock = Clock.systemUTC();
        RuleEngine made = new RuleEngine(
                new Installed(rules(rules)),
                new RuleEnvironment(
                        new ActionPorts(
                                call -> new FunctionInvoker.Answer.Accepted(),
                                message -> sent.increment(),
                                clock,
                                TopicLimits.AWS,
                                ActionPorts.AWS_MAX_PAYLOAD_BYTES,
                                new Outbound(NOWHERE, Targets.Limits.DEFAULT, clock)),
                        RuleServices.NONE,
                        new RuleCounters(),
                        LogSink.NONE,
                        clock,
                        MultiLevelWildcard.EXCLUDES_PARENT,
                        RuleLimits.DEFAULT,
                        Thread::sleep));
        made.load();
        engine = Optional.of(made);
    }

    @TearDown(Level.Trial)
    public void close() {
        engine.orElseThrow().close();
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long message() throws InterruptedException {
        RuleEngine running = engine.orElseThrow();
        for (int i = 0; i < MESSAGES; i++) {
            running.published(SampleMessage.MESSAGE);
        }
        if (!running.awaitIdle(Duration.ofMinutes(1))) {
            throw new IllegalStateException("the engine did not work the messages off");
        }
        return sent.sum();
    }

    private static List<StoredRule> rules(int count) {
        List<StoredRule> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String filter = i < MATCHING ? matching(i) : i % 2 == 0 ? "dev/room" + i + "/data" : "site/" + i + "/+/#";
            all.add(new StoredRule("rule" + i, """
                    {"sql":"SELECT * FROM '%s' WHERE temperature > 50","awsIotSqlVersion":"2016-03-23",\
                    "actions":[{"republish":{"topic":"out/%d","roleArn":"arn:aws:iam::000000000000:role/r"}}]}""".formatted(filter, i), false));
        }
        return all;
    }

    private static String matching(int i) {
        return switch (i % 4) {
            case 0 -> "dev/kitchen/data";
            case 1 -> "dev/+/data";
            case 2 -> "dev/#";
            default -> "+/kitchen/+";
        };
    }

    private record Installed(List<StoredRule> all) implements RuleSource {
        @Override
        public List<Tenant> tenants() {
            return List.of(SampleMessage.TENANT);
        }

        @Override
        public List<StoredRule> rules(Tenant tenant) {
            return all;
        }

        @Override
        public Optional<StoredRule> rule(Tenant tenant, String name) {
            return all.stream().filter(rule -> rule.name().equals(name)).findFirst();
        }
    }
}
