package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.ActionInput;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one action of one rule: in its own queue if it may wait, with retries, and never throwing. */
final class ActionRunner {
    /** Pauses between tries: three tries in all, as AWS makes at most for HTTP. */
    static final List<Duration> RETRY_AFTER = List.of(Duration.ofMillis(100), Duration.ofSeconds(1));

    private static final Logger LOG = LoggerFactory.getLogger(ActionRunner.class);

    private final RuleAction action;
    private final RuleEnvironment environment;
    private final TaskGroup tasks;
    private final WorkQueue<Job> queue;

    private record Job(ActionInput input, boolean isKept, Consumer<ActionOutcome> done) {}

    ActionRunner(RuleAction action, RuleEnvironment environment, TaskGroup tasks) {
        this.action = action;
        this.environment = environment;
        this.tasks = tasks;
        RuleLimits limits = environment.limits();
        this.queue = new WorkQueue<>(
                tasks,
                limits.parallelActions(),
                limits.queuedResults(),
                limits.queuedBytes(),
                job -> job.input().payload().length,
                this::execute);
    }

    RuleAction action() {
        return action;
    }

    /**
     * @param isKept the message survives the process: what has not succeeded when this process ends is left to the next
     * @param done hears of the outcome once, or never when it is left
     */
    void run(ActionInput input, boolean isKept, Consumer<ActionOutcome> done) {
        Job job = new Job(input, isKept, done);
        if (!action.blocks()) {
            execute(job);
        } else if (isKept) {
            queue.add(job); // Bounded by the rule's backlog. What was promised waits for its target instead of failing.
        } else if (!queue.offer(job)) {
            tell(
                    job,
                    new ActionOutcome.Failure(
                            "", "The action was throttled: too many results wait for its target", false));
        }
    }

    private void execute(Job job) {
        if (!job.isKept() || !tasks.isStopping()) {
            tell(job, execute(job.input()));
        }
    }

    /** A failure while the server stops may well come from that. */
    private void tell(Job job, ActionOutcome outcome) {
        boolean isLeft = job.isKept() && tasks.isStopping() && outcome instanceof ActionOutcome.Failure;
        if (!isLeft) {
            job.done().accept(outcome);
        }
    }

    QueueDepth depth(Tenant tenant, String ruleName, int place) {
        return new QueueDepth(tenant, ruleName, action.kind(), place, queue.waiting(), queue.waitingBytes());
    }

    private ActionOutcome execute(ActionInput input) {
        ActionOutcome outcome = tryOnce(input);
        for (Duration pause : RETRY_AFTER) {
            if (!(outcome instanceof ActionOutcome.Failure failure && failure.retryable())) {
                return outcome;
            }
            try {
                environment.pause().sleep(pause);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return outcome;
            }
            outcome = tryOnce(input);
        }
        return outcome;
    }

    private ActionOutcome tryOnce(ActionInput input) {
        try {
            return action.execute(input, environment.ports());
        } catch (RuntimeException ours) {
            LOG.error("{} of {} broke", action.typeName(), input.ruleArn(), ours);
            return new ActionOutcome.Failure("", "Internal error: " + ours, false);
        }
    }
}
