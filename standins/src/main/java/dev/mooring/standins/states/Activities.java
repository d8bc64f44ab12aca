package dev.mooring.standins.states;

import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that wait for a worker. What is here may be lost: a restart finds it again in the journals of the executions.
 *
 * <p>Guarded by this.
 */
final class Activities {
    static final String KIND = "states.activity";

    private final StandInPorts ports;
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private boolean closed;

    Activities(StandInPorts ports) {
        this.ports = ports;
    }

    /** @param input JSON */
    record Waiting(Executions.Key key, int task, String input) {}

    /** False when there is no such activity. */
    boolean add(Executions.Key key, int task, String activityArn, String input) {
        String name = activityArn.substring(activityArn.indexOf(":activity:") + ":activity:".length());
        if (ports.store()
                .read(tables -> tables.targetResources(key.tenant()).find(KIND, name))
                .isEmpty()) {
            return false;
        }
        synchronized (this) {
            waiting.computeIfAbsent(at(key.tenant(), name), k -> new ArrayDeque<>())
                    .add(new Waiting(key, task, input));
            notifyAll();
        }
        return true;
    }

    private static String at(Tenant tenant, String name) {
        return tenant + ":" + name;
    }

    synchronized void forget(Executions.Key key, int task) {
        waiting.values().forEach(queue -> queue.removeIf(each -> each.key().equals(key) && each.task() == task));
    }

    /** The next task, waiting for one. Empty when there was none in time. */
    synchronized Optional<Waiting> poll(Tenant tenant, String name, long milliseconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (!closed) {
            Deque<Waiting> queue = waiting.get(at(tenant, name));
            if (queue != null && !queue.isEmpty()) {
                return Optional.of(queue.poll());
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return Optional.empty();
            }
            wait(left);
        }
        return Optional.empty();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
