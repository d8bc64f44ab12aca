package dev.mooring.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.metering.Meter;
import dev.mooring.core.metering.Usage;
import dev.mooring.core.metering.UsagePeriod;
import dev.mooring.core.reason.Reason;
import dev.mooring.rules.RuleCounters;
import dev.mooring.rules.RuleMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrafficHistoryTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final Tenant OTHER = new Tenant("123456789012", "eu-west-1");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path directory;

    private Instant now = NOON;
    private final RuleCounters rules = new RuleCounters();
    private final TrafficMeter meter = new TrafficMeter(rules, () -> now);

    private TrafficHistory history() {
        return TrafficHistory.driven(meter, directory.resolve("history"));
    }

    private Usage total(TrafficHistory history) {
        return UsagePeriod.total(history.since(TENANT, NOON.minus(Duration.ofDays(20))));
    }

    @Test
    void aMinuteIsWhatWasUsedSinceTheOneBefore() {
        TrafficHistory history = history();
        publish(TENANT, "a", 10, false);
        publish(OTHER, "a", 10, false);
        history.write(NOON);
        now = NOON.plusSeconds(90);
        publish(TENANT, "a", 10, false);
        publish(TENANT, "a", 10, false);
        assertThat(UsagePeriod.merge(history.since(TENANT, NOON), Duration.ofMinutes(1)))
                .containsExactly(
                        new UsagePeriod(NOON, messages(1)), new UsagePeriod(NOON.plusSeconds(60), messages(2)));
        history.write(NOON.plusSeconds(60));
        assertThat(UsagePeriod.merge(history.since(TENANT, NOON), Duration.ofMinutes(1)))
                .containsExactly(
                        new UsagePeriod(NOON, messages(1)), new UsagePeriod(NOON.plusSeconds(60), messages(2)));
        assertThat(history.since(TENANT, NOON.plusSeconds(60)).stream()
                        .filter(m -> !m.usage().isNone()))
                .containsExactly(new UsagePeriod(NOON.plusSeconds(60), messages(2)));
    }

    @Test
    void anotherProcessFindsItAndWhatACrashCutOffIsPassedOver() throws IOException {
        TrafficHistory history = history();
        publish(TENANT, "a", 10, false);
        history.write(NOON);
        Path file = directory.resolve("history/2026-03-01.jsonl");
        Files.writeString(file, "{\"minute\":\"2026-03-01T12:01:00Z\",\"accou", StandardOpenOption.APPEND);
        TrafficMeter later = new TrafficMeter(new RuleCounters(), () -> now);
        TrafficHistory next = TrafficHistory.driven(later, directory.resolve("history"));
        later.published(message(TENANT, "b", 10, false, Origin.Protocol.HTTP));
        next.close();
        assertThat(total(next))
                .isEqualTo(messages(1).plus(Usage.of(Map.of(Meter.MESSAGES_IN_HTTP, 1L, Meter.UNITS_IN, 1L))));
    }

    @Test
    void whoUsesNothingWritesNothing() {
        TrafficHistory history = history();
        history.write(NOON);
        history.close();
        assertThat(directory.resolve("history")).doesNotExist();
    }

    @Test
    void aFileGoesWhenAllOfItIsTwoWeeksOld() {
        TrafficHistory history = history();
        for (int day = 0; day < 30; day++) {
            publish(TENANT, "a", 10, false);
            history.write(NOON.plus(day, ChronoUnit.DAYS));
        }
        assertThat(directory.resolve("history").toFile().list())
                .hasSize(15)
                .contains("2026-03-30.jsonl", "2026-03-16.jsonl");
    }

    @Test
    void whatCannotBeWrittenCountsForTheNextMinute() throws IOException {
        Files.writeString(directory.resolve("history"), "a file where the directory should be");
        TrafficHistory history = history();
        publish(TENANT, "a", 10, false);
        history.write(NOON);
        Files.delete(directory.resolve("history"));
        history.write(NOON.plusSeconds(60));
        assertThat(history.since(TENANT, NOON)).contains(new UsagePeriod(NOON.plusSeconds(60), messages(1)));
    }

    @Test
    void noiseIsNoLineAndBreaksNothing() {
        Random random = new Random(7);
        String line =
                "{\"minute\":\"2026-03-01T12:01:00Z\",\"account\":\"123456789012\",\"region\":\"us-east-1\",\"connects\":3}";
        assertThat(HistoryFiles.read(line, TENANT)).isPresent();
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder noise = new StringBuilder(line);
            for (int n = random.nextInt(4); n >= 0 && !noise.isEmpty(); n--) {
                int at = random.nextInt(noise.length());
                switch (random.nextInt(3)) {
                    case 0 -> noise.setCharAt(at, (char) (32 + random.nextInt(96)));
                    case 1 -> noise.deleteCharAt(at);
                    default -> noise.setLength(Math.max(1, at));
                }
            }
            HistoryFiles.read(noise.toString(), TENANT)
                    .ifPresent(read -> assertThat(read.usage()).isNotNull());
        }
    }

    @Test
    void messagesAreMeteredAsAwsDoes() {
        publish(TENANT, "a", 5120 - 1, false);
        publish(TENANT, "a", 5120, true);
        meter.published(message(TENANT, "$aws/rules/r/a", 10, false, Origin.Protocol.MQTT));
        meter.published(message(TENANT, "out", 10, false, Origin.Protocol.RULE));
        meter.published(message(TENANT, "$aws/events/subscriptions/subscribed/c", 10, false, Origin.Protocol.SERVICE));
        meter.published(message(TENANT, "$aws/events/presence/connected/c", 10, false, Origin.Protocol.SERVICE));
        meter.sent(TENANT, message(TENANT, "a", 6000, false, Origin.Protocol.MQTT), true);
        meter.sent(TENANT, message(TENANT, "a", 10, false, Origin.Protocol.MQTT), false);
        meter.called("DescribeThing", TENANT);
        meter.called("CreatePolicy", TENANT);
        rules.count(TENANT, "r", RuleMetrics.RuleMetric.TopicMatch);
        rules.count(TENANT, "r", RuleMetrics.RuleMetric.RulesExecuted);
        rules.count(TENANT, "r", RuleMetrics.RuleMetric.ParseError);
        assertThat(meter.usage().get(TENANT))
                .isEqualTo(Usage.of(Map.ofEntries(
                        Map.entry(Meter.MESSAGES_IN_MQTT, 3L),
                        Map.entry(Meter.UNITS_IN, 3L),
                        Map.entry(Meter.UNITS_RETAINED, 2L),
                        Map.entry(Meter.MESSAGES_REPUBLISHED, 1L),
                        Map.entry(Meter.SUBSCRIPTIONS, 1L),
                        Map.entry(Meter.MESSAGES_OUT, 2L),
                        Map.entry(Meter.UNITS_OUT, 3L),
                        Map.entry(Meter.ACKNOWLEDGED, 1L),
                        Map.entry(Meter.REGISTRY_OPERATIONS, 1L),
                        Map.entry(Meter.RULES_TRIGGERED, 1L),
                        Map.entry(Meter.RULE_ERRORS, 1L))));
    }

    @Test
    void connectionTimeIsThatOfAllConnectionsUpToNow() {
        happens(ClientEvent.Kind.CONNECTED);
        now = NOON.plusSeconds(10);
        happens(ClientEvent.Kind.CONNECTED);
        now = NOON.plusSeconds(30);
        happens(ClientEvent.Kind.CLOSED);
        happens(ClientEvent.Kind.REFUSED);
        now = NOON.plusSeconds(60);
        assertThat(meter.connections(TENANT)).isEqualTo(1);
        assertThat(meter.usage().get(TENANT))
                .isEqualTo(Usage.of(Map.of(Meter.CONNECTION_MILLIS, 80_000L, Meter.CONNECTS, 2L, Meter.REFUSALS, 1L)));
        assertThat(meter.connections(OTHER)).isZero();
    }

    private void happens(ClientEvent.Kind kind) {
        meter.happened(new ClientEvent(
                kind,
                Optional.of(TENANT),
                "connection",
                "c",
                "p",
                "127.0.0.1:1",
                new Reason.ConnectionLost("gone"),
                now.toEpochMilli()));
    }

    private void publish(Tenant tenant, String topic, int bytes, boolean retain) {
        meter.published(message(tenant, topic, bytes, retain, Origin.Protocol.MQTT));
    }

    private static Usage messages(long count) {
        return Usage.of(Map.of(Meter.MESSAGES_IN_MQTT, count, Meter.UNITS_IN, count));
    }

    private static Message message(Tenant tenant, String topic, int bytes, boolean retain, Origin.Protocol protocol) {
        return new Message(
                tenant,
                topic,
                new byte[bytes],
                0,
                retain,
                MessageProperties.NONE,
                new Origin(protocol, Optional.of("c"), "p", Optional.empty(), Optional.empty(), 0),
                NOON.toEpochMilli());
    }
}
