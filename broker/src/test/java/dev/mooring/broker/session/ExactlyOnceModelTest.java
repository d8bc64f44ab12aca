package dev.mooring.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A session and a client as the specification has it (section 4.3), joined by a network that loses what is on its way
 * at each of its many ends. What was accepted arrives: QoS 2 exactly once, QoS 1 at least once, each in order.
 */
class ExactlyOnceModelTest {
    private static final int STEPS = 200_000;
    private static final SessionLimits LIMITS = new SessionLimits(5, 5, 20, 1 << 20, 2, true);

    private Random random = new Random();
    private final SessionState session = new SessionState(LIMITS);

    /** On their way to the client and back; both are empty after a disconnect. */
    private final Deque<Runnable> toClient = new ArrayDeque<>();

    private final Deque<Runnable> toServer = new ArrayDeque<>();
    private boolean online = true;

    // What the client knows, which lasts.
    private final Set<Integer> clientHasTaken = new HashSet<>();
    private final Map<Integer, String> clientSends = new LinkedHashMap<>();
    private final Set<Integer> clientReleases = new HashSet<>();
    private int nextClientId = 1;

    // What the applications at both ends see.
    private final List<String> accepted = new ArrayList<>();
    private final Map<String, Integer> arrivals = new HashMap<>();
    private final List<String> firstArrivals = new ArrayList<>();
    private final List<String> published = new ArrayList<>();
    private final List<String> routed = new ArrayList<>();

    private final SessionOutput output = new SessionOutput() {
        @Override
        public boolean mayReceive(Outgoing message) {
            return true;
        }

        @Override
        public boolean isReady() {
            return random.nextInt(10) != 0;
        }

        @Override
        public void publish(Outgoing message, int packetId, boolean duplicate) {
            toClient.add(() -> clientReceives(message, packetId));
        }

        @Override
        public void release(int packetId, int reasonCode) {
            toClient.add(() -> {
                clientHasTaken.remove(packetId);
                toServer.add(() -> session.completed(packetId, output, 0));
            });
        }
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everythingAcceptedArrivesAsOftenAsItsQosSays(long seed) {
        random = new Random(seed);
        for (int i = 0; i < STEPS; i++) {
            step(i);
        }
        if (!online) {
            reconnect();
        }
        while (!toClient.isEmpty() || !toServer.isEmpty() || session.queuedCount() + session.inFlightCount() > 0) {
            session.drain(output, 0);
            carry(toClient);
            carry(toServer);
        }
        assertThat(arrivals.keySet()).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(arrivals).allSatisfy((text, times) -> {
            if (text.startsWith("2")) {
                assertThat(times).as(text).isEqualTo(1);
            }
        });
        assertThat(firstArrivals).as("each QoS in order").isEqualTo(accepted).hasSizeGreaterThan(5_000);
        assertThat(routed)
                .as("from the client, once and in order")
                .isEqualTo(published)
                .hasSizeGreaterThan(1_000);
    }

    private void step(int i) {
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                Outgoing message = message((1 + random.nextInt(2)) + "-" + i);
                SessionState.Delivery outcome = online ? session.deliver(message, output) : session.store(message);
                if (outcome != SessionState.Delivery.DROPPED) {
                    accepted.add(message.message().payloadText());
                }
            }
            case 2 -> {
                if (online && clientSends.size() + clientReleases.size() < LIMITS.inFlightIn()) {
                    int id = freeClientId();
                    clientSends.put(id, "from client " + i);
                    published.add("from client " + i);
                    toServer.add(() -> serverReceives(id, clientSends.get(id)));
                }
            }
            case 3, 4 -> carry(toClient);
            case 5, 6 -> carry(toServer);
            case 7 -> {
                if (online) {
                    session.drain(output, 0);
                }
            }
            default -> {
                if (random.nextInt(30) == 0) {
                    toClient.clear();
                    toServer.clear();
                    online = !online;
                    if (online) {
                        reconnect();
                    }
                }
            }
        }
    }

    /** Both ends send again what they do not know to be done [MQTT-4.4.0-1]. */
    private void reconnect() {
        online = true;
        clientSends.forEach((id, text) -> toServer.add(() -> serverReceives(id, text)));
        clientReleases.forEach(id -> toServer.add(() -> serverReleases(id)));
        session.resume(65_535, output, 0);
    }

    private static void carry(Deque<Runnable> network) {
        Runnable packet = network.poll();
        if (packet != null) {
            packet.run();
        }
    }

    private void clientReceives(Outgoing message, int packetId) {
        if (message.qos() == 1) {
            arrived(message);
            toServer.add(() -> session.acknowledged(packetId, output, 0));
            return;
        }
        if (clientHasTaken.add(packetId)) {
            arrived(message);
        }
        toServer.add(() -> session.received(packetId, 0, output, 0));
    }

    private void arrived(Outgoing message) {
        String text = message.message().payloadText();
        if (arrivals.merge(text, 1, Integer::sum) == 1) {
            firstArrivals.add(text);
        }
    }

    private void serverReceives(int id, String text) {
        if (session.arrives(id) == SessionState.Arrival.NEW) {
            routed.add(text);
            session.take(id);
        }
        toClient.add(() -> {
            clientSends.remove(id);
            clientReleases.add(id);
            toServer.add(() -> serverReleases(id));
        });
    }

    private void serverReleases(int id) {
        Runnable answer = () -> toClient.add(() -> clientReleases.remove(id));
        if (!session.released(id, answer)) {
            answer.run();
        }
    }

    private int freeClientId() {
        do {
            nextClientId = nextClientId % 20 + 1;
        } while (clientSends.containsKey(nextClientId) || clientReleases.contains(nextClientId));
        return nextClientId;
    }

    private static Outgoing message(String text) {
        int qos = text.charAt(0) - '0';
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "test", Optional.empty(), Optional.empty(), 0);
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        Message message = new Message(
                new Tenant("000000000000", "us-east-1"), "t", payload, qos, false, MessageProperties.NONE, origin, 0);
        return new Outgoing(message, new byte[] {'t'}, qos, false);
    }
}
