package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.process.FunctionVersion.FunctionKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which instances exist and which of them are free. A place is taken before its process starts and given back when the
 * process has ended, so the limits hold for processes, not for intentions.
 */
final class InstancePool {
    private final RuntimeLimits limits;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition changed = lock.newCondition();
    /** The rest is guarded by the lock. */
    private final Map<FunctionKey, Members> functions = new HashMap<>();

    private int places;
    private boolean closed;

    private static final class Members {
        private int places;
        /** The one used last is first: the others get their chance to become old. */
        private final Deque<Idle> idle = new ArrayDeque<>();

        private final Set<FunctionInstance> all = new HashSet<>();
        private Optional<String> revision = Optional.empty();
    }

    private record Idle(FunctionInstance instance, Instant since) {}

    /** What a caller gets: an instance, or the right to start one. */
    sealed interface Grant {
        record Warm(FunctionInstance instance) implements Grant {}

        record Place() implements Grant {}

        record Nothing() implements Grant {}
    }

    InstancePool(RuntimeLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * A free instance of this revision; else a place for a new one, if need be after ending an idle instance of
     * another function; else waits.
     *
     * @param nanos how long; {@link Long#MAX_VALUE} for ever
     */
    Grant acquire(FunctionVersion function, long nanos) throws InterruptedException {
        long left = nanos;
        while (true) {
            List<FunctionInstance> unwanted = new ArrayList<>();
            lock.lockInterruptibly();
            try {
                Optional<Grant> grant = grant(function, unwanted);
                if (grant.isPresent()) {
                    return grant.get();
                }
                if (unwanted.isEmpty()) {
                    if (closed || left <= 0) {
                        return new Grant.Nothing();
                    }
                    if (left == Long.MAX_VALUE) {
                        changed.await();
                    } else {
                        left = changed.awaitNanos(left);
                    }
                }
            } finally {
                lock.unlock();
                // Killing asks the operating system: not while others wait for the lock.
                unwanted.forEach(FunctionInstance::end);
            }
        }
    }

    /** @param unwanted receives idle instances that have to end so that there is a place */
    private Optional<Grant> grant(FunctionVersion function, List<FunctionInstance> unwanted) {
        if (closed) {
            return Optional.empty();
        }
        Members members = members(function.key());
        if (!members.revision.equals(Optional.of(function.revision()))) {
            members.revision = Optional.of(function.revision());
            takeOthers(members, unwanted);
        }
        Idle idle = members.idle.pollFirst();
        if (idle != null) {
            return Optional.of(new Grant.Warm(idle.instance()));
        }
        if (members.places >= limits.instancesPerFunction()) {
            return Optional.empty();
        }
        if (places >= limits.instances()) {
            takeOldest(unwanted);
            return Optional.empty();
        }
        places++;
        members.places++;
        return Optional.of(new Grant.Place());
    }

    /** A new process stands on the place granted. Ends it at once when the pool has been closed meanwhile. */
    void started(FunctionInstance instance) {
        lock.lock();
        try {
            members(instance.function().key()).all.add(instance);
            if (!closed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        instance.end();
    }

    /** No process could be started on the place granted. */
    void notStarted(FunctionKey key) {
        lock.lock();
        try {
            places--;
            members(key).places--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The process has ended: its place is free. */
    void ended(FunctionInstance instance) {
        lock.lock();
        try {
            Members members = members(instance.function().key());
            members.all.remove(instance);
            members.idle.removeIf(idle -> idle.instance() == instance);
            places--;
            members.places--;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The owner gives an instance back that answered; one of an old revision is ended. */
    void release(FunctionInstance instance) {
        boolean wanted;
        lock.lock();
        try {
            Members members = members(instance.function().key());
            wanted = !closed
                    && members.all.contains(instance)
                    && members.revision.equals(Optional.of(instance.function().revision()));
            if (wanted) {
                members.idle.addFirst(new Idle(instance, clock.instant()));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
        if (!wanted) {
            instance.end();
        }
    }

    /** Ends what has been idle since {@code limit} or longer; forgets functions without instances. */
    List<FunctionKey> reap(Instant limit) {
        List<FunctionInstance> old = new ArrayList<>();
        List<FunctionKey> empty = new ArrayList<>();
        lock.lock();
        try {
            functions.forEach((key, members) -> {
                members.idle.removeIf(idle -> {
                    boolean isOld = !idle.since().isAfter(limit);
                    if (isOld) {
                        old.add(idle.instance());
                    }
                    return isOld;
                });
                if (members.places == 0) {
                    empty.add(key);
                }
            });
            empty.forEach(functions::remove);
        } finally {
            lock.unlock();
        }
        old.forEach(FunctionInstance::end);
        return empty;
    }

    /** The function is gone or changed: idle instances end now, busy ones when they have answered. */
    void retire(FunctionKey key, Optional<String> currentRevision) {
        List<FunctionInstance> ended = new ArrayList<>();
        lock.lock();
        try {
            Members members = functions.get(key);
            if (members != null) {
                members.revision = currentRevision;
                takeOthers(members, ended);
            }
        } finally {
            lock.unlock();
        }
        ended.forEach(FunctionInstance::end);
    }

    /** The function is gone, with all its versions. */
    void retireAll(Tenant tenant, String name) {
        List<FunctionKey> versions;
        lock.lock();
        try {
            versions = functions.keySet().stream()
                    .filter(key -> key.tenant().equals(tenant) && key.name().equals(name))
                    .toList();
        } finally {
            lock.unlock();
        }
        versions.forEach(key -> retire(key, Optional.empty()));
    }

    /** Ends every process; nobody gets anything any more. The instances returned are about to end. */
    List<FunctionInstance> close() {
        List<FunctionInstance> all = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            functions.values().forEach(members -> all.addAll(members.all));
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        all.forEach(FunctionInstance::end);
        return all;
    }

    /** Processes that run or are being started. */
    int instances() {
        lock.lock();
        try {
            return places;
        } finally {
            lock.unlock();
        }
    }

    private Members members(FunctionKey key) {
        return functions.computeIfAbsent(key, k -> new Members());
    }

    private static void takeOthers(Members members, List<FunctionInstance> taken) {
        members.idle.removeIf(idle -> {
            boolean other = !Optional.of(idle.instance().function().revision()).equals(members.revision);
            if (other) {
                taken.add(idle.instance());
            }
            return other;
        });
    }

    private void takeOldest(List<FunctionInstance> taken) {
        functions.values().stream()
                .filter(members -> !members.idle.isEmpty())
                .min(Comparator.comparing(members -> members.idle.getLast().since()))
                .ifPresent(members -> taken.add(members.idle.removeLast().instance()));
    }
}
