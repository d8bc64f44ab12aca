package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.durable.OutboxEntry;
import dev.mooring.broker.durable.SessionChange;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work that a message starts beside its delivery: what the publisher hears and when, and what a later process finds. */
class OutboxTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private final MemorySessions store = new MemorySessions();
    private final List<LiveBroker> processes = new ArrayList<>();

    @AfterEach
    void stop() {
        store.release();
        processes.forEach(LiveBroker::stop);
    }

    /** Has work with every message on a topic that begins with {@code work}, for two owners. */
    private static final class Worker implements PublishTap {
        final List<OutboxEntry> entries = new CopyOnWriteArrayList<>();
        final List<OutboxEntry> restored = new CopyOnWriteArrayList<>();
        final boolean keepsAtOnce;

        Worker(boolean keepsAtOnce) {
            this.keepsAtOnce = keepsAtOnce;
        }

        @Override
        public void published(Message message) {
            throw new AssertionError("a tap with work is asked for it");
        }

        @Override
        public Work look(Message message) {
            return !message.topic().startsWith("work")
                    ? Work.NONE
                    : new Work() {
                        @Override
                        public boolean outlivesProcess() {
                            return true;
                        }

                        @Override
                        public void start(Outbox outbox) {
                            for (String owner : List.of("one", "two")) {
                                outbox.add(owner).ifPresent(entry -> {
                                    entries.add(entry);
                                    if (keepsAtOnce) {
                                        entry.keep();
                                    }
                                });
                            }
                        }
                    };
        }

        @Override
        public void restored(List<OutboxEntry> left) {
            restored.addAll(left);
        }
    }

    private LiveBroker process(PublishTap tap) {
        LiveBroker made = new LiveBroker(store, tap);
        processes.add(made);
        return made;
    }

    @Test
    void aMessageWithWorkIsAcknowledgedWhenItsEntriesAreWritten() {
        Worker worker = new Worker(true);
        LiveBroker server = process(worker);
        LiveDevice device = server.connect(0, "device", true);
        store.hold();
        device.publish("work/a", 1, 1);
        device.publish("other", 1, 2);
        server.settle();
        assertThat(device.sent).noneMatch(line -> line.startsWith("puback"));
        store.release();
        device.await("puback 2");
        assertThat(device.sent).endsWith("puback 1", "puback 2");
        assertThat(store.outbox()).containsExactly("one work/a", "two work/a");
        worker.entries.forEach(OutboxEntry::done);
        server.settleJournal(store);
        assertThat(store.outbox()).isEmpty();
    }

    @Test
    void workThatIsDoneBeforeItIsWrittenNeverIs() {
        Worker worker = new Worker(true);
        LiveBroker server = process(worker);
        LiveDevice device = server.connect(0, "device", true);
        // The journal is busy with something else meanwhile.
        store.hold();
        server.connect(1, "other", false);
        device.publish("work/a", 1, 1);
        server.settle();
        worker.entries.getFirst().done();
        server.settle();
        assertThat(device.sent).doesNotContain("puback 1");
        worker.entries.getLast().done();
        device.await("puback 1");
        store.release();
        server.settleJournal(store);
        assertThat(store.writes().stream().flatMap(List::stream))
                .noneMatch(SessionChange.OutboxAdded.class::isInstance)
                .noneMatch(SessionChange.OutboxDone.class::isInstance);
    }

    @Test
    void aPublisherWaitsForAnOwnerThatHasNoRoomYet() {
        Worker worker = new Worker(false);
        LiveBroker server = process(worker);
        LiveDevice device = server.connect(0, "device", true);
        device.publish("work/a", 1, 1);
        device.publish("work/b", 1, 2);
        device.publish("work/c", 2, 3);
        server.settleJournal(store);
        assertThat(device.sent).noneMatch(line -> line.startsWith("pub"));
        assertThat(store.outbox()).isEmpty();
        worker.entries.get(0).keep();
        worker.entries.get(1).done(); // Without ever having had room.
        device.await("puback 1");
        assertThat(store.outbox()).containsExactly("one work/a");
        worker.entries.subList(2, 6).forEach(OutboxEntry::keep);
        device.await("pubrec 3");
        assertThat(device.sent).endsWith("puback 1", "puback 2", "pubrec 3");
    }

    @Test
    void theEntriesOfQos2AreWrittenWithThePacketId() {
        Worker worker = new Worker(true);
        LiveBroker server = process(worker);
        LiveDevice device = server.connect(0, "device", false);
        server.settleJournal(store);
        int before = store.writes().size();
        device.publish("work/a", 2, 7);
        device.await("pubrec 7");
        assertThat(store.writes().get(before))
                .hasSize(3)
                .anyMatch(change -> change instanceof SessionChange.Received received && received.packetId() == 7);
    }

    @Test
    void qos0IsNotKeptAndNobodyWaitsForIt() {
        Worker worker = new Worker(true);
        LiveBroker server = process(worker);
        LiveDevice device = server.connect(0, "device", true);
        device.publish("work/a", 0, 0);
        server.settle();
        assertThat(worker.entries).isEmpty();
        assertThat(store.writes()).isEmpty();
    }

    @Test
    void whatIsNotDoneIsGivenToTheNextProcessUntilSomebodyIsThroughWithIt() {
        Worker first = new Worker(true);
        LiveBroker server = process(first);
        LiveDevice device = server.connect(0, "device", true);
        device.publish("work/a", 1, 1);
        device.publish("work/b", 1, 2);
        device.await("puback 2");
        first.entries.getFirst().done();
        server.settleJournal(store);

        Worker second = new Worker(true);
        server = process(second);
        assertThat(second.restored.stream()
                        .map(entry -> entry.owner() + " " + entry.message().topic()))
                .containsExactly("two work/a", "one work/b", "two work/b");
        second.restored.getFirst().done();
        device = server.connect(0, "device", true);
        device.publish("work/c", 1, 1);
        device.await("puback 1");
        second.entries.forEach(OutboxEntry::done);
        server.settleJournal(store);

        Worker third = new Worker(true);
        process(third);
        assertThat(third.restored.stream()
                        .map(entry -> entry.owner() + " " + entry.message().topic()))
                .containsExactly("one work/b", "two work/b");
    }

    @Test
    void aPublisherInsideTheServerWaitsToo() {
        LiveBroker server = process(new Worker(true));
        store.hold();
        CompletableFuture<Void> published = CompletableFuture.runAsync(() -> server.broker.publish(new Message(
                TENANT,
                "work/a",
                new byte[1],
                1,
                false,
                MessageProperties.NONE,
                new Origin(Origin.Protocol.HTTP, Optional.empty(), "key", Optional.empty(), Optional.empty(), 0),
                0)));
        server.settle();
        assertThat(published).isNotDone();
        store.release();
        Await.until(published::isDone);
        assertThat(store.outbox()).hasSize(2);
    }
}
