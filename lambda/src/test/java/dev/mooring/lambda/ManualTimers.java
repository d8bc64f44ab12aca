package dev.mooring.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that a test moves. Tasks that fall due run on the caller's thread. */
public final class ManualTimers implements Timers {
    private Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final List<Due> waiting = new ArrayList<>();

    private record Due(Instant at, Runnable task) {}

    @Override
    public InstantSource clock() {
        return () -> {
            synchronized (this) {
                return now;
            }
        };
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
        waiting.add(new Due(now.plus(delay), task));
        notifyAll();
    }

    public void advance(Duration by) {
        Instant end;
        synchronized (this) {
            end = now.plus(by);
        }
        while (true) {
            Due next;
            synchronized (this) {
                next = waiting.stream()
                        .filter(due -> !due.at.isAfter(end))
                        .min(Comparator.comparing(Due::at))
                        .orElse(null);
                if (next == null) {
                    now = end;
                    return;
                }
                waiting.remove(next);
                now = next.at;
            }
            next.task.run();
        }
    }

    /** Waits until something is to be done after exactly this delay. */
    public synchronized void awaitTask(Duration delay) throws InterruptedException {
        while (waiting.stream().noneMatch(due -> due.at.equals(now.plus(delay)))) {
            wait(10_000);
        }
    }

    @Override
    public synchronized void close() {
        waiting.clear();
    }
}
