package dev.mooring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> handled = new ArrayList<>();

    @Test
    void startsNoMoreWorkersThanAllowedAndHandlesInOrder() {
        WorkQueue<String> queue = queue(1, 100, 1_000);
        for (int i = 0; i < 50; i++) {
            assertThat(queue.offer(Integer.toString(i))).isTrue();
            assertThat(tasks).hasSize(1);
        }
        runAll();
        assertThat(handled).hasSize(50).startsWith("0", "1", "2").endsWith("49");
        assertThat(queue.offer("later")).isTrue();
        runAll();
        assertThat(handled).endsWith("later");
    }

    @Test
    void letsOthersTakeTheirTurn() {
        WorkQueue<String> queue = queue(1, 100, 1_000);
        for (int i = 0; i < 40; i++) {
            queue.offer("x");
        }
        tasks.poll().run();
        assertThat(handled).hasSize(32);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void refusesMoreItemsThanItHolds() {
        WorkQueue<String> queue = queue(1, 2, 1_000);
        assertThat(List.of(queue.offer("a"), queue.offer("b"), queue.offer("c")))
                .containsExactly(true, true, false);
        runAll();
        assertThat(queue.offer("d")).isTrue();
    }

    @Test
    void refusesMoreBytesThanItHoldsButNeverOnlyForItsSize() {
        WorkQueue<String> queue = queue(1, 100, 5);
        assertThat(queue.offer("too large")).isTrue();
        assertThat(queue.offer("a")).isFalse();
        runAll();
        assertThat(List.of(queue.offer("abc"), queue.offer("de"), queue.offer("f")))
                .containsExactly(true, true, false);
    }

    @Test
    void losesNothingWhenManyOfferAtOnce() throws Exception {
        int threads = 4;
        int each = 20_000;
        AtomicInteger count = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(threads * each);
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
                ExecutorService producers = Executors.newFixedThreadPool(threads)) {
            WorkQueue<Integer> queue = new WorkQueue<>(executor, 2, Integer.MAX_VALUE, Long.MAX_VALUE, i -> 1, i -> {
                count.incrementAndGet();
                all.countDown();
            });
            for (int t = 0; t < threads; t++) {
                producers.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        queue.offer(i);
                    }
                });
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(count).hasValue(threads * each);
    }

    private WorkQueue<String> queue(int parallelism, int items, long bytes) {
        return new WorkQueue<>(tasks::add, parallelism, items, bytes, String::length, handled::add);
    }

    private void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
