package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TargetsTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private volatile Instant now = START;
    private final Targets targets = new Targets(
            new Targets.Limits(2, Duration.ofMillis(50), 3, Duration.ofSeconds(1), Duration.ofSeconds(4), 5),
            () -> now);

    private static final Delivery.Call WORKS = () -> {};
    private static final Delivery.Call IS_DOWN = () -> {
        throw UndeliverableException.forNow("connection refused");
    };
    private static final Delivery.Call REFUSES = () -> {
        throw UndeliverableException.forGood("no such table");
    };

    private void fails(String target, Delivery.Call call, String reason) {
        assertThatThrownBy(() -> targets.call(target, call))
                .isInstanceOf(UndeliverableException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void aTargetThatIsDownIsLeftAloneForAWhileAndThenTriedOnce() throws Exception {
        for (int i = 0; i < 3; i++) {
            fails("t", IS_DOWN, "connection refused");
        }
        fails("t", WORKS, "failed 3 times in a row, last with: connection refused");
        targets.call("other", WORKS);
        now = START.plusSeconds(1);
        fails("t", IS_DOWN, "connection refused");
        now = START.plusMillis(2999);
        fails("t", WORKS, "is not called at present");
        now = START.plusSeconds(3);
        targets.call("t", WORKS);
        targets.call("t", WORKS);
        assertThat(targets.known()).isZero();
    }

    @Test
    void refusalsOfSingleMessagesAreNoTrouble() throws Exception {
        for (int i = 0; i < 10; i++) {
            fails("t", REFUSES, "no such table");
        }
        fails("t", IS_DOWN, "connection refused");
        fails("t", IS_DOWN, "connection refused");
        fails("t", REFUSES, "no such table");
        fails("t", IS_DOWN, "connection refused");
        fails("t", IS_DOWN, "connection refused");
        targets.call("t", WORKS);
    }

    @Test
    void soManyCallsAtOnceAndNoMore() throws Exception {
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger delivered = new AtomicInteger();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                try {
                    targets.call("t", () -> {
                        inside.countDown();
                        try {
                            leave.await();
                        } catch (InterruptedException e) {
                            throw UndeliverableException.forGood("interrupted");
                        }
                    });
                    delivered.incrementAndGet();
                } catch (UndeliverableException e) {
                    throw new AssertionError(e);
                }
            });
        }
        inside.await();
        fails("t", WORKS, "the action was throttled: 2 calls to the same target");
        targets.call("other", WORKS);
        leave.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(delivered).hasValue(2);
        targets.call("t", WORKS);
        assertThat(targets.known()).isZero();
    }

    @Test
    void aBrokenCallFreesItsPlace() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> targets.call("t", () -> {
                        throw new IllegalStateException("ours");
                    }))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(targets.known()).isZero();
    }

    @Test
    void remembersTheTroubleOfSoManyTargetsOnly() {
        for (int i = 0; i < 100; i++) {
            fails("t" + i, IS_DOWN, "connection refused");
        }
        assertThat(targets.known()).isEqualTo(5);
    }

    @Test
    void aCircuitNeverAdmitsTwoTrialsAndAnAnswerAlwaysClosesIt() {
        CircuitBreaker.Policy policy = new CircuitBreaker.Policy(3, Duration.ofSeconds(1), Duration.ofSeconds(30));
        Random random = new Random(11);
        for (int round = 0; round < 1_000; round++) {
            CircuitBreaker circuit = CircuitBreaker.CLOSED;
            Instant time = START;
            int out = 0;
            for (int step = 0; step < 100; step++) {
                time = time.plusMillis(random.nextInt(2_000));
                boolean wasOpen = circuit.isOpen();
                boolean wasTrying = circuit.trying();
                if (circuit.admits(time) && random.nextBoolean()) {
                    assertThat(wasTrying).isFalse();
                    circuit = circuit.calling();
                    assertThat(circuit.trying()).isEqualTo(wasOpen);
                    out++;
                } else if (out > 0) {
                    out--;
                    switch (random.nextInt(5)) {
                        case 0 -> {
                            circuit = circuit.answered();
                            assertThat(circuit.admits(time)).isTrue();
                        }
                        case 1 -> circuit = circuit.unknown();
                        default -> circuit = circuit.failed(time, policy);
                    }
                }
                assertThat(circuit.pause()).isLessThanOrEqualTo(policy.longestPause());
                assertThat(circuit.isOpen()).isEqualTo(circuit.failures() >= policy.failuresToOpen());
            }
        }
    }
}
