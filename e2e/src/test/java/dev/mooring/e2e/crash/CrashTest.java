package dev.mooring.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.e2e.Await;
import dev.mooring.e2e.Mooring;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments under load ({@code -Dmooring.crashes=100} for the long form). What was acknowledged
 * is not lost, QoS 2 is never doubled, the order of each publisher on its topic holds, retained messages stay.
 */
class CrashTest {
    private static final int CRASHES = Integer.getInteger("mooring.crashes", 5);
    private static final long SEED = Long.getLong("mooring.seed", 1);
    private static final int MESSAGES_A_ROUND = 400;

    @TempDir
    Path data;

    @Test
    void whatWasAcknowledgedSurvivesAnyCrash() throws IOException {
        Random random = new Random(SEED);
        AtomicInteger port = new AtomicInteger();
        Mooring server = start(port, 0);
        try (Publisher once = new Publisher("qos2", 2, false, port::get);
                Publisher again = new Publisher("qos2b", 2, false, port::get);
                Publisher atLeastOnce = new Publisher("qos1", 1, false, port::get);
                Publisher retained = new Publisher("retained", 1, true, port::get);
                Subscriber always = new Subscriber("always", port::get);
                Subscriber sometimes = new Subscriber("sometimes", port::get);
                Subscriber late = new Subscriber("late", port::get)) {
            List<Publisher> publishers = List.of(once, again, atLeastOnce, retained);
            List<Subscriber> subscribers = List.of(always, sometimes, late);
            Await.until(() -> subscribers.stream().allMatch(Subscriber::isSubscribed), () -> "no subscription");
            late.away(true);
            for (int crash = 0; crash < CRASHES; crash++) {
                publishers.forEach(publisher -> publisher.allow(MESSAGES_A_ROUND));
                sometimes.away(random.nextBoolean());
                LockSupport.parkNanos(random.nextLong(250_000_000L)); // The moment is what is being tested.
                server.killNow();
                long acknowledged = retained.lastAcknowledged();
                server.close();
                server = start(port, port.get());
                assertThat(retainedNumber(port.get()))
                        .as("retained after crash " + crash)
                        .isBetween(acknowledged, retained.lastSent());
            }
            sometimes.away(false);
            late.away(false);
            Await.until(
                    () -> publishers.stream().allMatch(Publisher::isDone),
                    () -> "publishers are not acknowledged: "
                            + publishers.stream()
                                    .map(publisher -> publisher.topic() + " " + publisher.lastAcknowledged())
                                    .toList());
            for (Subscriber subscriber : subscribers) {
                for (Publisher publisher : publishers) {
                    awaitAll(subscriber, publisher);
                }
            }
        } finally {
            server.close();
        }
    }

    private Mooring start(AtomicInteger port, int wanted) {
        Mooring server = Mooring.start(data, "--mqtt-port", String.valueOf(wanted), "--profile", "full");
        port.set(Integer.parseInt(server.port("mqtt")));
        return server;
    }

    private static void awaitAll(Subscriber subscriber, Publisher publisher) {
        String topic = publisher.topic();
        long last = publisher.lastSent();
        Await.until(
                () -> subscriber.highest(topic) == last,
                () -> topic + " reached only " + subscriber.highest(topic) + " of " + last);
        List<Long> delivered = subscriber.delivered(topic);
        List<Long> firsts = List.copyOf(new LinkedHashSet<>(delivered));
        assertThat(firstGap(firsts)).as("lost or out of order on " + topic).isEmpty();
        if (topic.contains("qos2")) {
            assertThat(firstGap(delivered)).as("doubled on " + topic).isEmpty();
        }
    }

    /** Where the numbers are not 1, 2, 3…, with what is around. */
    private static List<Long> firstGap(List<Long> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) != i + 1) {
                return numbers.subList(Math.max(0, i - 5), Math.min(numbers.size(), i + 25));
            }
        }
        return List.of();
    }

    /** What a new client is given for the retained topic; 0 for nothing. */
    private static long retainedNumber(int port) throws IOException {
        try (Wire wire = new Wire(port, "witness")) {
            wire.subscribe("load/retained", 0);
            while (true) {
                Wire.Packet packet = wire.read();
                if (packet.type() == Wire.PUBLISH && (packet.flags() & 1) == 1) {
                    wire.disconnect();
                    return Long.parseLong(
                            packet.payload().substring(packet.payload().indexOf(':') + 1));
                }
            }
        }
    }
}
