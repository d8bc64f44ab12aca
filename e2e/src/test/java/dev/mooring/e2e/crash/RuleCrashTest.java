package dev.mooring.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.e2e.Await;
import dev.mooring.e2e.Mooring;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments while a rule sends what is published to a queue, and stops it in an orderly way now
 * and then ({@code -Dmooring.crashes=100} for the long form). Every message that was acknowledged reaches the queue.
 */
class RuleCrashTest {
    private static final int CRASHES = Integer.getInteger("mooring.crashes", 4);
    private static final long SEED = Long.getLong("mooring.seed", 1);
    private static final int MESSAGES_A_ROUND = 300;

    @TempDir
    Path data;

    @Test
    void theActionsOfWhatWasAcknowledgedSurviveAnyCrash() {
        Random random = new Random(SEED);
        AtomicInteger port = new AtomicInteger();
        StringBuilder log = new StringBuilder();
        Mooring server = start(port, 0);
        Queue.of(server).create();
        Queue.of(server).createRule("load/#");
        try (Publisher atLeastOnce = new Publisher("qos1", 1, false, port::get);
                Publisher once = new Publisher("qos2", 2, false, port::get)) {
            List<Publisher> publishers = List.of(atLeastOnce, once);
            for (int crash = 0; crash < CRASHES; crash++) {
                publishers.forEach(publisher -> publisher.allow(MESSAGES_A_ROUND));
                LockSupport.parkNanos(random.nextLong(400_000_000L)); // The moment is what is being tested.
                if (crash % 4 == 3) {
                    server.stop();
                } else {
                    server.killNow();
                }
                log.append(server.log());
                server.close();
                server = start(port, port.get());
            }
            Await.until(
                    () -> publishers.stream().allMatch(Publisher::isDone),
                    () -> "publishers are not acknowledged: "
                            + publishers.stream()
                                    .map(Publisher::lastAcknowledged)
                                    .toList());
            Mooring last = server;
            Queue queue = Queue.of(last);
            for (Publisher publisher : publishers) {
                assertThat(publisher.lastSent()).isEqualTo((long) CRASHES * MESSAGES_A_ROUND);
            }
            Set<String> missing = new HashSet<>();
            for (String name : List.of("qos1", "qos2")) {
                LongStream.rangeClosed(1, (long) CRASHES * MESSAGES_A_ROUND)
                        .forEach(number -> missing.add(name + ":" + number));
            }
            while (!missing.isEmpty()) { // As long as it takes, if more and more arrive.
                int left = missing.size();
                Await.until(
                        () -> {
                            queue.receive().forEach(missing::remove);
                            return missing.size() < left;
                        },
                        () -> "lost: " + missing + "\n" + log + last.log());
            }
        } finally {
            server.close();
        }
    }

    private Mooring start(AtomicInteger port, int wanted) {
        Mooring server =
                Mooring.start(data, "--mqtt-port", String.valueOf(wanted), "--profile", "full", "--any-credentials");
        port.set(Integer.parseInt(server.port("mqtt")));
        return server;
    }
}
