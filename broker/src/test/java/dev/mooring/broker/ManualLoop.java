package dev.mooring.broker;

import java.time.Duration;
import java.util.ArrayDeque;

/** An event loop whose turns a test makes. */
final class ManualLoop implements Loop {
    final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean inside;

    void in(Runnable task) {
        inside = true;
        try {
            task.run();
        } finally {
            inside = false;
        }
    }

    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            in(task);
        }
    }

    /** One task, if there is one. */
    void step() {
        Runnable task = tasks.poll();
        if (task != null) {
            in(task);
        }
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
        // Time stands still here.
    }
}
