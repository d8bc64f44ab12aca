package dev.mooring.rules.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MessageRecorderTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final Tenant OTHER = new Tenant("999999999999", "us-east-1");
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final MessageRecorder recorder = new MessageRecorder(
            new RecorderLimits(3, 1000, 1_000_000), MultiLevelWildcard.EXCLUDES_PARENT, InstantSource.fixed(NOW));

    @Test
    void recordsWhatMatchesAndNothingBeforeOrAfter() throws Exception {
        publish("a/1", "before");
        start("a/+", 10, 100_000);
        publish("a/1", "one");
        publish("b/1", "other");
        publish(OTHER, "a/1", "other tenant");
        publish("a/2", "two");
        recorder.stop(TENANT, "a/+");
        publish("a/3", "after");
        assertThat(texts("a/+", 10)).containsExactly("a/1 one", "a/2 two");
        RecordingStatus status = recorder.recordings(TENANT).getFirst();
        assertThat(status.running()).isFalse();
        assertThat(status.seen()).isEqualTo(2);
        assertThat(status.kept()).isEqualTo(2);
        assertThat(status.oldest()).contains(NOW);
        assertThat(recorder.recordings(OTHER)).isEmpty();
    }

    @Test
    void newMessagesPushOutTheOldest() throws Exception {
        start("#", 3, 100_000);
        for (int i = 0; i < 10; i++) {
            publish("t", "m" + i);
        }
        assertThat(texts("#", 10)).containsExactly("t m7", "t m8", "t m9");
        assertThat(texts("#", 2)).containsExactly("t m8", "t m9");
        assertThat(recorder.recordings(TENANT).getFirst().seen()).isEqualTo(10);
    }

    @Test
    void bytesAreBoundedAndAMessageTooLargeIsOnlyCounted() throws Exception {
        start("#", 1000, 3_000);
        for (int i = 0; i < 20; i++) {
            publish("t", "x".repeat(700));
        }
        publish("t", "y".repeat(5_000));
        RecordingStatus status = recorder.recordings(TENANT).getFirst();
        assertThat(status.keptBytes()).isBetween(1L, 3_000L);
        assertThat(status.kept()).isEqualTo(3);
        assertThat(status.seen()).isEqualTo(21);
    }

    @Test
    void aMessageMayBeInSeveralRecordings() throws Exception {
        start("a/#", 10, 1000);
        start("a/b", 10, 1000);
        publish("a/b", "x");
        assertThat(texts("a/#", 10)).containsExactly("a/b x");
        assertThat(texts("a/b", 10)).containsExactly("a/b x");
    }

    @Test
    void limitsAreEnforced() throws Exception {
        start("a", 10, 400_000);
        start("b", 10, 400_000);
        assertThatThrownBy(() -> start("c", 10, 400_000))
                .isInstanceOf(RecordingRefusedException.class)
                .hasMessageContaining("800000 of which are granted");
        start("c", 10, 100_000);
        assertThatThrownBy(() -> start("d", 10, 1)).hasMessageContaining("the limit is 3");
        assertThatThrownBy(() -> start("a", 10, 1)).hasMessageContaining("already");
        assertThatThrownBy(() -> start("e", 0, 1)).isInstanceOf(RecordingRefusedException.class);
        assertThatThrownBy(() -> start("e", 1001, 1)).isInstanceOf(RecordingRefusedException.class);
        assertThatThrownBy(() -> start("e", 1, 0)).isInstanceOf(RecordingRefusedException.class);
        assertThat(recorder.forget(TENANT, "b")).isTrue();
        assertThat(recorder.forget(TENANT, "b")).isFalse();
        start("d", 10, 400_000);
        assertThat(recorder.recordings(TENANT))
                .extracting(RecordingStatus::filter)
                .containsExactly("a", "c", "d");
    }

    @Test
    void aStoppedRecordingIsReplacedByANewOne() throws Exception {
        start("a", 10, 900_000);
        publish("a", "old");
        recorder.stop(TENANT, "a");
        start("a", 10, 900_000);
        assertThat(texts("a", 10)).isEmpty();
        publish("a", "new");
        assertThat(texts("a", 10)).containsExactly("a new");
    }

    @Test
    void whatDoesNotExistIsEmpty() {
        assertThat(recorder.stop(TENANT, "a")).isEmpty();
        assertThat(recorder.latest(TENANT, "a", 1)).isEmpty();
    }

    @Test
    void aRecordingThatNobodyLooksAtAnyMoreEndsWithItsLease() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        MessageRecorder leasing =
                new MessageRecorder(new RecorderLimits(1, 1000, 1000), MultiLevelWildcard.EXCLUDES_PARENT, now::get);
        TopicFilter all = new TopicFilter("#");
        leasing.start(TENANT, all, 10, 1000, Optional.of(Duration.ofSeconds(30)));
        now.set(NOW.plusSeconds(20));
        assertThat(leasing.latest(TENANT, "#", 1)).isPresent();
        now.set(NOW.plusSeconds(45));
        assertThat(leasing.recordings(TENANT)).hasSize(1);
        now.set(NOW.plusSeconds(51));
        // To list recordings is not to look at one of them.
        leasing.published(message(TENANT, "t", "late", now.get()));
        assertThat(leasing.latest(TENANT, "#", 1)).isEmpty();
        assertThat(leasing.recordings(TENANT)).isEmpty();
        // And its room, all there is, is free again.
        leasing.start(OTHER, all, 10, 1000, Optional.of(Duration.ofSeconds(30)));
        now.set(NOW.plusSeconds(82));
        assertThat(leasing.start(TENANT, all, 10, 1000, Optional.empty()).running())
                .isTrue();
        now.set(NOW.plus(Duration.ofDays(1)));
        assertThat(leasing.recordings(TENANT)).hasSize(1);
    }

    @Test
    void publishersOnManyThreadsLoseNothing() throws Exception {
        start("#", 1000, 1_000_000);
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 200; i++) {
                    publish("t", "x");
                }
                done.countDown();
            });
        }
        done.await();
        assertThat(recorder.recordings(TENANT).getFirst().kept()).isEqualTo(800);
    }

    private void start(String filter, int messages, long bytes) throws RecordingRefusedException {
        assertThat(recorder.start(TENANT, new TopicFilter(filter), messages, bytes, Optional.empty())
                        .running())
                .isTrue();
    }

    private void publish(String topic, String payload) {
        publish(TENANT, topic, payload);
    }

    private void publish(Tenant tenant, String topic, String payload) {
        recorder.published(message(tenant, topic, payload, NOW));
    }

    private static Message message(Tenant tenant, String topic, String payload, Instant time) {
        return new Message(
                tenant,
                topic,
                payload.getBytes(StandardCharsets.UTF_8),
                0,
                false,
                MessageProperties.NONE,
                new Origin(Origin.Protocol.MQTT, Optional.of("c"), "p", Optional.empty(), Optional.empty(), 0),
                time.toEpochMilli());
    }

    private List<String> texts(String filter, int most) {
        return recorder.latest(TENANT, filter, most).orElseThrow().stream()
                .map(message -> message.topic() + " " + message.payloadText())
                .toList();
    }
}
