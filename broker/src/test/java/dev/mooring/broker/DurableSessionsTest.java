package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When clients hear that a message is safe, and what a later process finds. Real threads, a store the test holds up. */
class DurableSessionsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private final MemorySessions store = new MemorySessions();
    private final List<LiveBroker> processes = new ArrayList<>();
    private LiveBroker server = process();

    @AfterEach
    void stop() {
        store.failNext(0);
        store.release();
        processes.forEach(LiveBroker::stop);
    }

    /** One life of a broker. */
    private LiveBroker process() {
        LiveBroker made = new LiveBroker(store, message -> {});
        processes.add(made);
        return made;
    }

    @Test
    void aMessageForASleepingClientIsAcknowledgedWhenItIsWritten() {
        LiveDevice sleeper = sleeper("t");
        store.hold();
        LiveDevice publisher = server.connect(0, "publisher", true);
        publisher.publish("t", 1, 1);
        publisher.publish("nobody", 1, 2);
        server.settle();
        assertThat(publisher.sent).doesNotContain("puback 1", "puback 2");
        store.release();
        publisher.await("puback 2");
        // In the order of the messages, though the second had nothing to wait for.
        assertThat(publisher.sent).endsWith("puback 1", "puback 2");
        assertThat(store.waitingMessages()).isEqualTo(1);
        assertThat(sleeper.sent).noneMatch(sent -> sent.startsWith("publish"));
    }

    @Test
    void aMessageThatIsAcknowledgedBeforeItIsWrittenNeverIs() {
        LiveDevice subscriber = subscriber("subscriber", "t");
        LiveDevice publisher = server.connect(1, "publisher", true);
        // Held up with something else, so that the message is still to be written.
        store.hold();
        server.connect(0, "other", false);
        publisher.publish("t", 1, 1);
        subscriber.await("publish t 1");
        assertThat(publisher.sent).doesNotContain("puback 1");
        subscriber.receive(new Acknowledge(Acknowledge.Kind.PUBACK, 1, 0));
        publisher.await("puback 1");
        store.release();
        server.settleJournal(store);
        assertThat(store.writes().stream().flatMap(List::stream)).noneMatch(SessionChange.Queued.class::isInstance);
    }

    @Test
    void allCopiesOfAMessageOfQos2AreWrittenWithItsPacketIdOrNone() {
        subscriber("one", "t");
        LiveDevice two = server.connect(1, "two", false);
        two.subscribe("t");
        two.await("suback");
        LiveDevice publisher = server.connect(0, "publisher", false);
        server.settleJournal(store);
        int before = store.writes().size();
        publisher.publish("t", 2, 7);
        publisher.await("pubrec 7");
        two.await("publish t 1");
        List<SessionChange> write = store.writes().stream()
                .skip(before)
                .filter(changes -> changes.stream().anyMatch(SessionChange.Queued.class::isInstance))
                .findFirst()
                .orElseThrow();
        assertThat(write.stream().filter(SessionChange.Queued.class::isInstance))
                .hasSize(2);
        assertThat(write)
                .anyMatch(change -> change instanceof SessionChange.Received received && received.packetId() == 7);
    }

    @Test
    void neitherSideOfQos2HearsOfAStepBeforeItIsWritten() {
        LiveDevice subscriber = subscriber("subscriber", "t");
        LiveDevice publisher = server.connect(1, "publisher", false);
        server.settleJournal(store);
        store.hold();
        publisher.publish("t", 2, 7);
        server.settle();
        publisher.publish("t", 2, 7); // Again, before the first is safe: still no answer.
        server.settle();
        assertThat(publisher.sent).doesNotContain("pubrec 7");
        assertThat(subscriber.sent).noneMatch(sent -> sent.startsWith("publish"));
        store.release();
        publisher.await("pubrec 7");
        subscriber.await("publish t 1");
        assertThat(subscriber.sent).doesNotContain("publish t 2");
    }

    @Test
    void aSubscriptionIsAcknowledgedWhenItIsWritten() {
        store.hold();
        LiveDevice device = server.connect(0, "device", false);
        device.subscribe("t");
        server.settle();
        assertThat(device.sent).doesNotContain("suback");
        store.release();
        device.await("suback");
    }

    @Test
    void whatIsNotKeptWaitsForNothing() {
        LiveDevice device = server.connect(0, "device", true);
        device.subscribe("t");
        device.publish("t", 1, 1);
        server.settle();
        assertThat(device.sent).endsWith("suback", "publish t 1", "puback 1");
        assertThat(store.writes()).isEmpty();
    }

    @Test
    void aStoreThatFailsIsTriedAgainAndNothingIsAcknowledgedMeanwhile() {
        sleeper("t");
        LiveDevice publisher = server.connect(0, "publisher", true);
        store.failNext(2);
        publisher.publish("t", 1, 1);
        Await.until(() -> store.failuresLeft() < 2);
        assertThat(publisher.sent).doesNotContain("puback 1");
        publisher.await("puback 1");
        assertThat(store.waitingMessages()).isEqualTo(1);
    }

    @Test
    void aLaterProcessFindsTheSessionAsItWas() {
        LiveDevice device = subscriber("device", "t");
        LiveDevice publisher = server.connect(1, "publisher", false);
        publisher.publish("t", 2, 1);
        device.await("publish t 1");
        device.receive(new Acknowledge(Acknowledge.Kind.PUBREC, 1, 0));
        device.await("pubrel 1");
        publisher.publish("t", 2, 2);
        device.await("publish t 2");
        device.leave();
        publisher.publish("t", 1, 3);
        publisher.await("puback 3");
        server.settleJournal(store);

        server = process();
        LiveDevice again = server.connect(0, "device", false);
        again.await("publish t 3");
        assertThat(again.sent).containsExactly("connack true", "pubrel 1", "publish t 2 again", "publish t 3");
        LiveDevice publisherAgain = server.connect(1, "publisher", false);
        publisherAgain.publish("t", 2, 2);
        publisherAgain.await("pubrec 2");
        server.settle();
        assertThat(again.sent)
                .as("the message had been routed before the crash")
                .hasSize(4);
        publisherAgain.receive(new Acknowledge(Acknowledge.Kind.PUBREL, 2, 0));
        publisherAgain.await("pubcomp 2");
        publisherAgain.publish("t", 1, 9);
        again.await("publish t 4");
    }

    @Test
    void retainedMessagesAreThereAgain() {
        LiveDevice publisher = server.connect(0, "publisher", true);
        publisher.receive(new Packet.Publish("kept", new byte[1], 1, true, false, 1, 0, MessageProperties.NONE));
        publisher.receive(new Packet.Publish("gone", new byte[1], 1, true, false, 2, 0, MessageProperties.NONE));
        publisher.receive(new Packet.Publish("gone", new byte[0], 1, true, false, 3, 0, MessageProperties.NONE));
        publisher.await("puback 3");
        server = process();
        LiveDevice device = server.connect(0, "device", true);
        device.subscribe("#");
        device.await("publish kept 1");
        server.settle();
        assertThat(device.sent).noneMatch(sent -> sent.startsWith("publish gone"));
    }

    @Test
    void aSessionThatHasEndedIsNotThereAgain() {
        LiveDevice device = subscriber("device", "t");
        device.leave();
        server.connect(0, "device", true).leave();
        server.settleJournal(store);
        server = process();
        assertThat(server.connect(0, "device", false).sent).containsExactly("connack false");
    }

    @Test
    void aPublisherInsideTheServerWaitsUntilItsMessageIsSafe() {
        sleeper("t");
        store.hold();
        CompletableFuture<Void> published = CompletableFuture.runAsync(() -> server.broker.publish(new Message(
                TENANT,
                "t",
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
        assertThat(store.waitingMessages()).isEqualTo(1);
    }

    /** A client with a persistent session and a subscription. */
    private LiveDevice subscriber(String clientId, String filter) {
        LiveDevice device = server.connect(0, clientId, false);
        device.subscribe(filter);
        device.await("suback");
        return device;
    }

    /** The same, gone again. */
    private LiveDevice sleeper(String filter) {
        LiveDevice device = subscriber("sleeper", filter);
        device.leave();
        server.settleJournal(store);
        return device;
    }
}
