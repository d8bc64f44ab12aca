package dev.mooring.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SessionStateTest {
    private static final SessionLimits SMALL = new SessionLimits(3, 3, 5, 1 << 20, 2, true);

    private final Wire wire = new Wire();

    @Test
    void keepsWhatExceedsTheWindowAndSendsItAsAcknowledgementsCome() {
        SessionState session = new SessionState(SMALL);
        for (int i = 1; i <= 5; i++) {
            SessionState.Delivery expected = i <= 3 ? SessionState.Delivery.SENT : SessionState.Delivery.QUEUED;
            assertThat(session.deliver(message(i, 1), wire)).isEqualTo(expected);
        }
        assertThat(wire.sent).containsExactly("m1#1", "m2#2", "m3#3");
        assertThat(session.acknowledged(2, wire, 0)).isTrue();
        assertThat(wire.sent).endsWith("m4#4");
        assertThat(session.acknowledged(2, wire, 0)).as("twice").isFalse();
        assertThat(session.inFlightCount()).isEqualTo(3);
        assertThat(session.queuedCount()).isEqualTo(1);
    }

    @Test
    void theClientsReceiveMaximumNarrowsTheWindow() {
        SessionState session = new SessionState(SMALL);
        session.resume(1, wire, 0);
        session.deliver(message(1, 1), wire);
        session.deliver(message(2, 1), wire);
        assertThat(wire.sent).hasSize(1);
    }

    @Test
    void aFullQueueRefusesTheNewestAndKeepsTheOlder() {
        SessionState session = new SessionState(SMALL);
        for (int i = 1; i <= 8; i++) {
            session.deliver(message(i, 1), wire);
        }
        assertThat(session.deliver(message(9, 1), wire)).isEqualTo(SessionState.Delivery.DROPPED);
        for (int id = 1; id <= 8; id++) {
            session.acknowledged(id, wire, 0);
        }
        assertThat(wire.sent).hasSize(8).endsWith("m8#8");
    }

    @Test
    void theQueueIsBoundedInBytesToo() {
        SessionState session = new SessionState(new SessionLimits(1, 1, 1000, 2000, 2, true));
        session.deliver(message(0, 1), wire);
        int queued = 0;
        while (session.deliver(large(), wire) == SessionState.Delivery.QUEUED) {
            queued++;
        }
        assertThat(queued).isEqualTo(1);
        assertThat(session.queuedBytes()).isBetween(1000L, 2000L);
        session.acknowledged(1, wire, 0);
        assertThat(session.queuedBytes()).isZero();
    }

    @Test
    void qos0PassesByTheWindowAndIsNeverStored() {
        SessionState session = new SessionState(SMALL);
        for (int i = 1; i <= 4; i++) {
            session.deliver(message(i, 1), wire);
        }
        assertThat(session.deliver(message(5, 0), wire)).isEqualTo(SessionState.Delivery.SENT);
        assertThat(wire.sent).endsWith("m5#0");
        assertThat(session.store(message(6, 0))).isEqualTo(SessionState.Delivery.NOT_STORED);
    }

    @Test
    void whileTheSocketIsFullMessagesWait() {
        SessionState session = new SessionState(SMALL);
        wire.ready = false;
        assertThat(session.deliver(message(1, 1), wire)).isEqualTo(SessionState.Delivery.QUEUED);
        wire.ready = true;
        session.drain(wire, 0);
        assertThat(wire.sent).containsExactly("m1#1");
    }

    @Test
    void resumeSendsUnacknowledgedAgainWithDupThenTheQueue() {
        SessionState session = new SessionState(SMALL);
        for (int i = 1; i <= 3; i++) {
            session.deliver(message(i, 1), wire);
        }
        session.acknowledged(1, wire, 0);
        session.store(message(4, 1));
        session.store(message(5, 1));
        wire.sent.clear();
        session.resume(65_535, wire, 0);
        assertThat(wire.sent).containsExactly("m2#2dup", "m3#3dup", "m4#4");
    }

    @Test
    void atAwsDupIsNeverSet() {
        SessionState session = new SessionState(SessionLimits.AWS);
        session.deliver(message(1, 1), wire);
        session.resume(65_535, wire, 0);
        assertThat(wire.sent).containsExactly("m1#1", "m1#1");
    }

    @Test
    void anExpiredMessageIsLeftOut() {
        SessionState session = new SessionState(SMALL);
        session.store(expiring(1, 10));
        session.store(expiring(2, 20));
        session.resume(65_535, wire, 10_000);
        assertThat(wire.sent).containsExactly("m2#1");
    }

    @Test
    void whatTheClientMayNotReceiveTakesNoPlaceInTheWindow() {
        SessionState session = new SessionState(SMALL);
        session.deliver(message(1, 1), wire);
        session.store(message(2, 1));
        wire.forbidden.add("m1");
        wire.forbidden.add("m2");
        wire.sent.clear();
        session.resume(65_535, wire, 0);
        assertThat(wire.sent).isEmpty();
        assertThat(session.inFlightCount()).isZero();
        assertThat(session.deliver(message(2, 1), wire)).isEqualTo(SessionState.Delivery.NOT_ALLOWED);
    }

    @Test
    void subscriptionsAreBoundedAndMadeAgainFreely() {
        SessionState session = new SessionState(SMALL);
        assertThat(session.subscribe("a", 0)).isEqualTo(SessionState.Subscribed.NEW);
        assertThat(session.subscribe("b", 0)).isEqualTo(SessionState.Subscribed.NEW);
        assertThat(session.subscribe("c", 0)).isEqualTo(SessionState.Subscribed.TOO_MANY);
        assertThat(session.subscribe("a", 1)).isEqualTo(SessionState.Subscribed.REPLACED);
        assertThat(session.grantedQos("a")).hasValue(1);
        assertThat(session.unsubscribe("b")).isTrue();
        assertThat(session.unsubscribe("b")).isFalse();
        assertThat(session.subscriptions()).containsOnlyKeys("a");
    }

    /**
     * A client that acknowledges in any order, disconnects at any time and comes back: every message that was not
     * dropped is acknowledged in the end, no packet id is used twice at a time, first sendings keep their order.
     */
    @Test
    void losesNothingUnderRandomAcknowledgementsAndReconnects() {
        Random random = new Random(42);
        SessionState session = new SessionState(new SessionLimits(7, 7, 50, 1 << 20, 2, true));
        Map<Integer, String> unacknowledged = new LinkedHashMap<>();
        Set<String> accepted = new HashSet<>();
        Set<String> acknowledged = new HashSet<>();
        List<String> firstSent = new ArrayList<>();
        Set<String> everSent = new HashSet<>();
        SessionOutput output = new SessionOutput() {
            @Override
            public boolean mayReceive(Outgoing message) {
                return true;
            }

            @Override
            public boolean isReady() {
                return random.nextInt(10) != 0;
            }

            @Override
            public void release(int packetId, int reasonCode) {
                throw new AssertionError("no QoS 2 here");
            }

            @Override
            public void publish(Outgoing message, int packetId, boolean duplicate) {
                assertThat(unacknowledged.put(packetId, text(message))).isNull();
                assertThat(unacknowledged.size()).isLessThanOrEqualTo(7);
                if (everSent.add(text(message))) {
                    firstSent.add(text(message));
                }
            }
        };
        boolean online = true;
        for (int i = 0; i < 200_000; i++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    Outgoing message = message(i, 1);
                    SessionState.Delivery outcome = online ? session.deliver(message, output) : session.store(message);
                    if (outcome != SessionState.Delivery.DROPPED) {
                        accepted.add(text(message));
                    }
                }
                case 3, 4, 5, 6 -> {
                    if (online && !unacknowledged.isEmpty()) {
                        int id = new ArrayList<>(unacknowledged.keySet()).get(random.nextInt(unacknowledged.size()));
                        acknowledged.add(unacknowledged.remove(id));
                        assertThat(session.acknowledged(id, output, 0)).isTrue();
                    }
                }
                default -> {
                    if (random.nextInt(20) == 0) {
                        online = !online;
                        if (online) {
                            unacknowledged.clear();
                            session.resume(65_535, output, 0);
                        }
                    } else if (online) {
                        session.drain(output, 0);
                    }
                }
            }
        }
        unacknowledged.clear();
        session.resume(65_535, output, 0);
        while (session.inFlightCount() + session.queuedCount() > 0) {
            session.drain(output, 0);
            if (!unacknowledged.isEmpty()) {
                int id = unacknowledged.keySet().iterator().next();
                acknowledged.add(unacknowledged.remove(id));
                session.acknowledged(id, output, 0);
            }
        }
        assertThat(acknowledged).isEqualTo(accepted).hasSizeGreaterThan(10_000);
        assertThat(firstSent)
                .isSortedAccordingTo(
                        (a, b) -> Integer.compare(Integer.parseInt(a.substring(1)), Integer.parseInt(b.substring(1))));
    }

    private static Outgoing message(int number, int qos) {
        return outgoing("m" + number, qos, MessageProperties.NONE);
    }

    private static Outgoing large() {
        return outgoing("x".repeat(1000), 1, MessageProperties.NONE);
    }

    private static Outgoing expiring(int number, long seconds) {
        return outgoing(
                "m" + number,
                1,
                new MessageProperties(
                        false, Optional.of(seconds), Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
    }

    private static Outgoing outgoing(String text, int qos, MessageProperties properties) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "test", Optional.empty(), Optional.empty(), 0);
        Message message = new Message(
                new Tenant("000000000000", "us-east-1"),
                "t",
                text.getBytes(StandardCharsets.UTF_8),
                qos,
                false,
                properties,
                origin,
                0);
        return new Outgoing(message, new byte[] {'t'}, qos, false);
    }

    private static String text(Outgoing message) {
        return message.message().payloadText();
    }

    /** Writes down what is sent. */
    private static final class Wire implements SessionOutput {
        final List<String> sent = new ArrayList<>();
        final Set<String> forbidden = new HashSet<>();
        boolean ready = true;

        @Override
        public boolean mayReceive(Outgoing message) {
            return !forbidden.contains(text(message));
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public void publish(Outgoing message, int packetId, boolean duplicate) {
            sent.add(text(message) + "#" + packetId + (duplicate ? "dup" : ""));
        }

        @Override
        public void release(int packetId, int reasonCode) {
            sent.add("release#" + packetId + (reasonCode == 0 ? "" : " unknown"));
        }
    }
}
