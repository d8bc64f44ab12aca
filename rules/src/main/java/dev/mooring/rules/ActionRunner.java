package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.ActionInput;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
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
    private final WorkQueue<Job> queue;

    /** @param done hears of the outcome exactly once */
    private record Job(ActionInput input, Consumer<ActionOutcome> done) {}

    ActionRunner(RuleAction action, RuleEnvironment environment, Executor executor) {
        this.action = action;
        this.environment = environment;
        RuleLimits limits = environment.limits();
        this.queue = new WorkQueue<>(
                executor,
                limits.parallelActions(),
                limits.queuedResults(),
                limits.queuedBytes(),
                job -> job.input().payload().length,
                job -> job.done().accept(execute(job.input())));
    }

    RuleAction action() {
        return action;
    }

    void run(ActionInput input, Consumer<ActionOutcome> done) {
        if (!action.blocks()) {
            done.accept(execute(input));
        } else if (!queue.offer(new Job(input, done))) {
            done.accept(new ActionOutcome.Failure(
                    "", "The action was throttled: too many results wait for its target", false));
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
