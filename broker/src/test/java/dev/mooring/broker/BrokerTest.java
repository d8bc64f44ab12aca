package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two event loops whose turns the test takes itself: what happens when, and between which loops. */
class BrokerTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    private final List<ClientEvent> events = new ArrayList<>();
    private final List<String> tapped = new ArrayList<>();
    private final Broker broker = new Broker(
            BrokerSettings.AWS,
            new BrokerPorts(
                    context -> new AllowAll(),
                    message -> {
                        tapped.add(message.topic());
                        if (message.topic().equals("tap/fails")) {
                            throw new IllegalStateException("on purpose");
                        }
                    },
                    new InMemoryRetainedStore(10),
                    Optional.empty(),
                    events::add,
                    () -> Instant.EPOCH,
                    Runnable::run));
    private final ManualLoop loopA = new ManualLoop();
    private final ManualLoop loopB = new ManualLoop();
    private final BrokerLoop a = broker.register(loopA);
    private final BrokerLoop b = broker.register(loopB);

    @Test
    void aTurnFlushesEachConnectionOnceHoweverMuchItWrote() {
        Device device = connect(a, loopA, "device", true);
        subscribe(device, loopA, "t");
        int before = device.flushes;
        loopA.in(() -> {
            for (int i = 1; i <= 10; i++) {
                device.connection.received(publish("t", 1, i));
            }
            assertThat(device.sent).endsWith("publish t", "puback 10");
            assertThat(device.flushes).isEqualTo(before);
        });
        loopA.run();
        assertThat(device.flushes).isEqualTo(before + 1);
    }

    @Test
    void aTurnHandsOverToAnotherLoopInOneTask() {
        Device publisher = connect(a, loopA, "publisher", true);
        Device one = connect(b, loopB, "one", true);
        Device two = connect(b, loopB, "two", true);
        subscribe(one, loopB, "t");
        subscribe(two, loopB, "t");
        loopA.in(() -> {
            for (int i = 1; i <= 10; i++) {
                publisher.connection.received(publish("t", 0, 0));
            }
        });
        assertThat(loopB.tasks).isEmpty();
        loopA.run();
        assertThat(loopB.tasks).hasSize(1);
        loopB.run();
        assertThat(one.sent.stream().filter("publish t"::equals)).hasSize(10);
        assertThat(two.sent.stream().filter("publish t"::equals)).hasSize(10);
    }

    @Test
    void sendersSlowDownWhileALoopIsFarBehind() {
        Device publisher = connect(a, loopA, "publisher", true);
        Device subscriber = connect(b, loopB, "subscriber", true);
        subscribe(subscriber, loopB, "t");
        loopA.in(() -> {
            for (int i = 0; i <= BrokerLoop.HANDOVER_HIGH; i++) {
                publisher.connection.received(publish("t", 0, 0));
            }
        });
        loopA.run();
        assertThat(publisher.connection.mustSlowDown()).isTrue();
        loopB.run();
        assertThat(publisher.connection.mustSlowDown()).isFalse();
    }

    @Test
    void aMessageOnItsWayToALoopThatGaveTheClientAwayFollowsIt() {
        Device old = connect(a, loopA, "roaming", false);
        subscribe(old, loopA, "t");
        loopB.in(() -> broker.publish(message("t")));
        loopB.run();
        assertThat(loopA.tasks).hasSize(1);
        Runnable delivery = loopA.tasks.poll();
        Device young = connect(b, loopB, "roaming", false);
        runBoth();
        assertThat(young.sent).contains("connack true 0");
        loopA.in(delivery);
        runBoth();
        assertThat(young.sent).endsWith("publish t");
        assertThat(old.closed).isTrue();
        assertThat(troubles()).singleElement().satisfies(e -> assertThat(e.reason())
                .isInstanceOf(Reason.TakenOver.class));
    }

    @Test
    void aYoungerMessageDoesNotOvertakeOneOnItsWayRoundAbout() {
        Device old = connect(a, loopA, "roaming", false);
        subscribe(old, loopA, "t/#");
        // Routed when the client was still on the other loop; this turn has not ended yet.
        loopB.in(() -> broker.publish(message("t/1")));
        Device young = new Device();
        loopB.in(() -> {
            young.connection = broker.open(b, young, young);
            young.connection.received(connectPacket("roaming", false));
        });
        loopA.run(); // Gives the client away.
        loopB.in(() -> broker.publish(message("t/2")));
        runBoth();
        assertThat(young.sent).containsExactly("connack true 0", "publish t/1", "publish t/2");
    }

    @Test
    void aNewcomerThatLeavesWhileItTakesOverLeavesTheSessionWaiting() {
        Device old = connect(a, loopA, "roaming", false);
        subscribe(old, loopA, "t");
        Device young = new Device();
        loopB.in(() -> {
            young.connection = broker.open(b, young, young);
            young.connection.received(connectPacket("roaming", false));
        });
        loopB.run();
        loopB.in(() -> young.connection.transportClosed("gone"));
        runBoth();
        loopB.in(() -> broker.publish(message("t")));
        runBoth();
        Device third = connect(a, loopA, "roaming", false);
        runBoth();
        assertThat(third.sent).containsExactly("connack true 0", "publish t");
    }

    @Test
    void aTapThatThrowsHurtsNobody() {
        Device device = connect(a, loopA, "device", true);
        subscribe(device, loopA, "tap/fails");
        loopA.in(() -> device.connection.received(publish("tap/fails", 1, 1)));
        assertThat(device.sent).endsWith("publish tap/fails", "puback 1");
        assertThat(tapped).contains("tap/fails");
    }

    @Test
    void aLinkThatThrowsEndsOnlyItsOwnConnection() {
        Device bad = connect(a, loopA, "bad", true);
        Device good = connect(a, loopA, "good", true);
        subscribe(bad, loopA, "t");
        subscribe(good, loopA, "t");
        bad.broken = true;
        loopA.in(() -> broker.publish(message("t")));
        loopA.run();
        assertThat(good.sent).endsWith("publish t");
        assertThat(troubles()).singleElement().satisfies(e -> assertThat(e.clientId())
                .isEqualTo("bad"));
    }

    /** What was recorded besides that clients were let in. */
    private List<ClientEvent> troubles() {
        return events.stream()
                .filter(event -> event.kind() != ClientEvent.Kind.CONNECTED)
                .toList();
    }

    private void runBoth() {
        while (!loopA.tasks.isEmpty() || !loopB.tasks.isEmpty()) {
            loopA.run();
            loopB.run();
        }
    }

    private Device connect(BrokerLoop loop, ManualLoop turns, String clientId, boolean clean) {
        Device device = new Device();
        turns.in(() -> {
            device.connection = broker.open(loop, device, device);
            device.connection.received(connectPacket(clientId, clean));
        });
        runBoth();
        return device;
    }

    private void subscribe(Device device, ManualLoop turns, String filter) {
        turns.in(() -> device.connection.received(
                new Packet.Subscribe(1, 0, List.of(new Packet.Subscribe.Request(filter, 1)))));
        turns.run();
    }

    private static Packet connectPacket(String clientId, boolean clean) {
        return new Packet.ConnectPacket(new Connect(
                4,
                clean,
                60,
                clientId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Connect.Properties.DEFAULT));
    }

    private static Packet publish(String topic, int qos, int packetId) {
        return new Packet.Publish(topic, new byte[1], qos, false, false, packetId, 0, MessageProperties.NONE);
    }

    private static Message message(String topic) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "t", Optional.empty(), Optional.empty(), 0);
        return new Message(TENANT, topic, new byte[1], 1, false, MessageProperties.NONE, origin, 0);
    }
}
