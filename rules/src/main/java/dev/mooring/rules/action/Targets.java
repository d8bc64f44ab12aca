package dev.mooring.rules.action;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands before every target: so many calls at once and no more, whichever rules they come from, and none while the
 * target is known to be down. Owns the state of each target; keeps only those that are in use or in trouble.
 */
public final class Targets {
    private static final Logger LOG = LoggerFactory.getLogger(Targets.class);

    private final Limits limits;
    private final InstantSource clock;
    /** Guarded by this. */
    private final Map<String, Target> targets = new HashMap<>();

    /**
     * @param parallelCalls to one target
     * @param patience how long a call waits for others to the same target
     * @param remembered targets in trouble; beyond that the trouble of one more is forgotten at once
     */
    public record Limits(
            int parallelCalls,
            Duration patience,
            int failuresToOpen,
            Duration firstPause,
            Duration longestPause,
            int remembered) {
        public static final Limits DEFAULT =
                new Limits(32, Duration.ofSeconds(10), 10, Duration.ofSeconds(1), Duration.ofSeconds(30), 10_000);

        CircuitBreaker.Policy policy() {
            return new CircuitBreaker.Policy(failuresToOpen, firstPause, longestPause);
        }
    }

    /** Guarded by the map, except the permits. */
    private static final class Target {
        private final Semaphore permits;
        private CircuitBreaker circuit = CircuitBreaker.CLOSED;
        private String trouble = "";
        private int users;

        Target(int permits) {
            this.permits = new Semaphore(permits);
        }
    }

    public Targets(Limits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Makes a call if the target's limits let it.
     *
     * @param name the same for everything that goes to the same target
     */
    void call(String name, Delivery.Call call) throws UndeliverableException {
        Target target = enter(name);
        try {
            acquire(target);
            try {
                admit(target);
                make(name, target, call);
            } finally {
                target.permits.release();
            }
        } finally {
            leave(name, target);
        }
    }

    private synchronized Target enter(String name) {
        Target target = targets.computeIfAbsent(name, _ -> new Target(limits.parallelCalls()));
        target.users++;
        return target;
    }

    private synchronized void leave(String name, Target target) {
        if (--target.users == 0 && (target.circuit.failures() == 0 || targets.size() > limits.remembered())) {
            targets.remove(name);
        }
    }

    private void acquire(Target target) throws UndeliverableException {
        try {
            if (!target.permits.tryAcquire(limits.patience().toNanos(), TimeUnit.NANOSECONDS)) {
                throw UndeliverableException.forGood("the action was throttled: " + limits.parallelCalls()
                        + " calls to the same target took longer than "
                        + limits.patience().toSeconds() + " s");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw UndeliverableException.forGood("the server is stopping");
        }
    }

    private synchronized void admit(Target target) throws UndeliverableException {
        if (!target.circuit.admits(clock.instant())) {
            throw UndeliverableException.forGood("the target is not called at present, because it failed "
                    + target.circuit.failures() + " times in a row, last with: " + target.trouble);
        }
        target.circuit = target.circuit.calling();
    }

    private void make(String name, Target target, Delivery.Call call) throws UndeliverableException {
        boolean told = false;
        try {
            call.make();
            told = true;
            answered(name, target);
        } catch (UndeliverableException failed) {
            told = true;
            if (failed.targetInTrouble()) {
                failed(name, target, failed.reason());
            } else {
                answered(name, target);
            }
            throw failed;
        } finally {
            if (!told) {
                unknown(target);
            }
        }
    }

    private synchronized void answered(String name, Target target) {
        if (target.circuit.isOpen()) {
            LOG.info("{} is called again", name);
        }
        target.circuit = target.circuit.answered();
    }

    private synchronized void failed(String name, Target target, String trouble) {
        boolean wasOpen = target.circuit.isOpen();
        target.circuit = target.circuit.failed(clock.instant(), limits.policy());
        target.trouble = trouble;
        if (target.circuit.isOpen() && !wasOpen) {
            LOG.warn(
                    "{} is not called for a while: it failed {} times in a row, last with: {}",
                    name,
                    target.circuit.failures(),
                    trouble);
        }
    }

    private synchronized void unknown(Target target) {
        target.circuit = target.circuit.unknown();
    }

    /** How many targets are in use or in trouble. */
    synchronized int known() {
        return targets.size();
    }
}
