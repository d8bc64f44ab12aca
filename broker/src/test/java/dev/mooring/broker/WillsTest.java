package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Wills of clients that were connected when the process ended: the next one publishes them. */
class WillsTest {
    private final MemorySessions store = new MemorySessions();
    private final List<LiveBroker> processes = new ArrayList<>();
    private final List<Message> published = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        processes.forEach(LiveBroker::stop);
    }

    /** A process that ends in the middle of everything, and the next one. */
    private LiveBroker next() {
        if (!processes.isEmpty()) {
            processes.getLast().settleJournal(store);
            processes.getLast().stop();
        }
        LiveBroker started = new LiveBroker(store, published::add);
        processes.add(started);
        return started;
    }

    private List<String> wills() {
        return published.stream()
                .map(Message::topic)
                .filter(topic -> topic.startsWith("will/"))
                .toList();
    }

    private static Connect.Will will(String topic, boolean retain, long delaySeconds) {
        return new Connect.Will(topic, new byte[] {1}, 1, retain, MessageProperties.NONE, delaySeconds);
    }

    private LiveDevice device(LiveBroker in, String clientId, Connect.Will will) {
        return in.connect(0, clientId, Optional.of(will));
    }

    @Test
    void theNextProcessPublishesTheWillOfWhoeverWasConnected() {
        LiveBroker first = next();
        device(first, "a", will("will/a", false, 0));
        first.settleJournal(store);
        assertThat(store.wills()).containsExactly("a will/a");

        LiveBroker second = next();
        assertThat(wills()).containsExactly("will/a");
        second.settleJournal(store);
        assertThat(store.wills()).isEmpty();

        next();
        assertThat(wills()).as("once").containsExactly("will/a");
    }

    @Test
    void subscribersOfEarlierProcessesAndTheRetainedStoreHaveItToo() {
        LiveBroker first = next();
        LiveDevice subscriber = first.connect(1, "subscriber", false);
        subscriber.subscribe("will/#");
        subscriber.awaitFirst();
        subscriber.leave();
        device(first, "a", will("will/a", true, 0));

        LiveBroker second = next();
        LiveDevice back = second.connect(1, "subscriber", false);
        back.await("publish will/a 1");
        LiveDevice late = second.connect(0, "late", true);
        late.subscribe("will/#");
        late.await("publish will/a 1");
    }

    @Test
    void whoSaidGoodbyeHasNone() {
        LiveBroker first = next();
        device(first, "a", will("will/a", false, 0)).leave();
        next();
        assertThat(wills()).isEmpty();
        assertThat(store.wills()).isEmpty();
    }

    @Test
    void whatWasPublishedWhenTheConnectionEndedIsNotPublishedAgain() {
        LiveBroker first = next();
        LiveDevice device = device(first, "a", will("will/a", false, 0));
        device.run(() -> device.connection.close(new Reason.ConnectionLost("reset")));
        assertThat(wills()).containsExactly("will/a");
        next();
        assertThat(wills()).containsExactly("will/a");
        assertThat(store.wills()).isEmpty();
    }

    @Test
    void aDelayedWillIsForgottenWhenTheClientIsBack() {
        LiveBroker first = next();
        device(first, "a", will("will/a", false, 60));
        LiveBroker second = next();
        assertThat(wills()).isEmpty();
        assertThat(store.wills()).containsExactly("a will/a");

        second.connect(0, "a", false);
        second.settleJournal(store);
        assertThat(store.wills()).isEmpty();
        next();
        assertThat(wills()).isEmpty();
    }

    @Test
    void aDelayedWillThatWasWaitingStillWaitsInTheNextProcess() {
        LiveBroker first = next();
        LiveDevice device = device(first, "a", will("will/a", false, 60));
        device.run(() -> device.connection.close(new Reason.ConnectionLost("reset")));
        next();
        assertThat(wills()).isEmpty();
        assertThat(store.wills()).containsExactly("a will/a");
    }
}
