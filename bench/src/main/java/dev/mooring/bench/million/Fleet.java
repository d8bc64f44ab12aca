package dev.mooring.bench.million;

import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerLoop;
import dev.mooring.broker.BrokerPorts;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.Connection;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Subscribe;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.message.MessageProperties;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A broker with connected devices on two event loops: MQTT 3.1.1, persistent sessions, a subscription each. Ten devices
 * share a topic. One thread plays both loops.
 */
final class Fleet {
    static final int DEVICES_A_TOPIC = 10;
    private static final int KEEP_ALIVE_SECONDS = 1200;

    private final Broker broker;
    private final SimulatedLoop[] loops = {new SimulatedLoop(), new SimulatedLoop()};
    private final List<BrokerLoop> brokerLoops = new ArrayList<>();
    private final SimulatedDevice.Tally tally = new SimulatedDevice.Tally();

    /** A socket holds its connection; here this does. */
    private final List<Connection> connections = new ArrayList<>();

    Fleet() {
        broker = new Broker(
                BrokerSettings.FULL,
                new BrokerPorts(
                        context -> new AllowAll(),
                        message -> {},
                        new InMemoryRetainedStore(1),
                        Optional.empty(),
                        event -> {},
                        Clock.systemUTC(),
                        Runnable::run));
        for (SimulatedLoop loop : loops) {
            brokerLoops.add(broker.register(loop));
        }
    }

    /** @throws IllegalStateException if the broker did not accept every one of them */
    void connect(int devices) {
        for (int i = 0; i < devices; i++) {
            int number = i;
            Connection connection = open(i, "device-" + i);
            loops[i % 2].in(() -> connection.received(
                    new Subscribe(1, 0, List.of(new Subscribe.Request(topic(number / DEVICES_A_TOPIC), 0)))));
            turns();
        }
        if (tally.accepted != devices || tally.subscribed != devices) {
            throw new IllegalStateException(tally.accepted + " connected, " + tally.subscribed + " subscribed");
        }
    }

    /** A connection on the first loop. */
    Connection openPublisher() {
        return open(0, "publisher");
    }

    private Connection open(int number, String clientId) {
        SimulatedDevice device = new SimulatedDevice(tally);
        Connection connection = broker.open(brokerLoops.get(number % 2), device, device);
        connections.add(connection);
        loops[number % 2].in(() -> connection.received(new Packet.ConnectPacket(new Connect(
                Connect.MQTT_3_1_1,
                false,
                KEEP_ALIVE_SECONDS,
                clientId,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Connect.Properties.DEFAULT))));
        turns();
        return connection;
    }

    static String topic(int number) {
        return "fleet/" + number + "/command";
    }

    /** Publishes a batch in one turn of the first loop, as a socket that had them all to read. */
    void publish(Connection publisher, List<String> topics, byte[] payload) {
        loops[0].in(() -> {
            for (String topic : topics) {
                // As the decoder does: a topic's text is new with every packet.
                String read = new String(topic.toCharArray());
                publisher.received(new Packet.Publish(read, payload, 0, false, false, 0, 0, MessageProperties.NONE));
            }
        });
        turns();
    }

    /** Messages that devices have received so far. */
    long received() {
        return tally.messages;
    }

    private void turns() {
        boolean busy = true;
        while (busy) {
            boolean first = loops[0].turn();
            boolean second = loops[1].turn();
            busy = first || second;
        }
    }
}
