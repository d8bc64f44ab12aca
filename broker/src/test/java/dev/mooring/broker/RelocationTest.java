package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that changes its event loop again and again while it is published to on all of them. */
class RelocationTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private static final int LOOPS = 4;

    private final ArrayDeque<Runnable> blocking = new ArrayDeque<>();
    private final Broker broker = new Broker(
            BrokerSettings.FULL,
            new BrokerPorts(
                    connection -> new AllowAll(),
                    message -> {},
                    new InMemoryRetainedStore(10),
                    Optional.empty(),
                    event -> {},
                    () -> Instant.EPOCH,
                    blocking::add));
    private final List<ManualLoop> turns = new ArrayList<>();
    private final List<BrokerLoop> loops = new ArrayList<>();
    private final List<Device> devices = new ArrayList<>();
    private final List<String> journal = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theMessagesOfEachPublisherArriveOnceAndInOrder(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < LOOPS; i++) {
            ManualLoop turn = new ManualLoop();
            turns.add(turn);
            loops.add(broker.register(turn));
        }
        connect(random);
        runAll();
        turns.get(home()).in(() -> devices.getLast()
                .connection
                .received(new Packet.Subscribe(1, 0, List.of(new Packet.Subscribe.Request("+/+", 0)))));
        runAll();
        int[] sent = new int[LOOPS];
        for (int i = 0; i < 100_000; i++) {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> {
                    int loop = random.nextInt(LOOPS);
                    Message message = message(loop, sent[loop]++);
                    turns.get(loop).in(() -> broker.publish(message));
                }
                case 3 -> {
                    if (random.nextInt(20) == 0) {
                        connect(random);
                    }
                }
                case 4 -> {
                    Runnable task = blocking.poll();
                    if (task != null) {
                        task.run();
                    }
                }
                default -> turns.get(random.nextInt(LOOPS)).step();
            }
        }
        runAll();
        List<List<Integer>> arrived = IntStream.range(0, LOOPS)
                .<List<Integer>>mapToObj(p -> new ArrayList<>())
                .toList();
        for (String line : journal) {
            if (line.startsWith("publish ")) {
                String[] parts = line.substring(8).split("/");
                arrived.get(Integer.parseInt(parts[0])).add(Integer.parseInt(parts[1]));
            }
        }
        assertThat(devices).as("moves").hasSizeGreaterThan(200);
        for (int p = 0; p < LOOPS; p++) {
            // QoS 0 is lost while nobody is connected; what arrives does so once and in order.
            assertThat(arrived.get(p)).as("publisher " + p).isSorted().doesNotHaveDuplicates();
            assertThat(arrived.get(p)).hasSizeGreaterThan(sent[p] / 2);
        }
    }

    /** On some loop, with a session that lasts; takes over from the connection before. */
    private void connect(Random random) {
        int loop = random.nextInt(LOOPS);
        Device device = new Device(journal);
        devices.add(device);
        turns.get(loop).in(() -> {
            device.connection = broker.open(loops.get(loop), device, device);
            device.connection.received(new Packet.ConnectPacket(new Connect(
                    4,
                    false,
                    60,
                    "mover",
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Connect.Properties.DEFAULT)));
        });
    }

    private int home() {
        return loops.indexOf(devices.getLast().connection.loop());
    }

    private void runAll() {
        while (!blocking.isEmpty() || turns.stream().anyMatch(turn -> !turn.tasks.isEmpty())) {
            for (Runnable task = blocking.poll(); task != null; task = blocking.poll()) {
                task.run();
            }
            turns.forEach(ManualLoop::run);
        }
    }

    private static Message message(int publisher, int number) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "t", Optional.empty(), Optional.empty(), 0);
        return new Message(TENANT, publisher + "/" + number, new byte[1], 0, false, MessageProperties.NONE, origin, 0);
    }
}
