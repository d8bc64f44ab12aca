package dev.mooring.bench.million;

import dev.mooring.broker.Loop;
import java.time.Duration;
import java.util.ArrayDeque;

/** An event loop whose turns its owner makes. Not safe for threads. */
final class SimulatedLoop implements Loop {
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean inside;

    /** Does something in the loop. What it leaves to do waits for {@link #turn}. */
    void in(Runnable task) {
        inside = true;
        try {
            task.run();
        } finally {
            inside = false;
        }
    }

    /** Runs what waits; false when nothing did. */
    boolean turn() {
        boolean any = false;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            in(task);
            any = true;
        }
        return any;
    }

    @Override
    public boolean inLoop() {
        return inside;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public void executeEvery(Duration period, Runnable task) {
        // No deadline comes due within a benchmark.
    }
}
