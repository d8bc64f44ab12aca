package dev.mooring.rules;

import dev.mooring.rules.ErrorReport.FailedAction;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.RuleAction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** Waits for all actions of a rule on one message, at least one, and then reports the failed ones together. */
final class RuleExecution {
    private final Consumer<List<FailedAction>> onEnd;
    /** Guarded by this. */
    private final List<FailedAction> failures = new ArrayList<>();
    /** Guarded by this. */
    private int unfinished;

    /** @param onEnd called once, after the last action, with those that failed */
    RuleExecution(int actions, Consumer<List<FailedAction>> onEnd) {
        this.unfinished = actions;
        this.onEnd = onEnd;
    }

    /** @param index the action's place in the rule */
    void finished(int index, RuleAction action, ActionOutcome outcome) {
        List<FailedAction> report;
        synchronized (this) {
            if (outcome instanceof ActionOutcome.Failure failure) {
                failures.add(new FailedAction(index, action, failure));
            }
            if (--unfinished > 0) {
                return;
            }
            failures.sort(Comparator.comparingInt(FailedAction::index));
            report = List.copyOf(failures);
        }
        onEnd.accept(report);
    }
}
