package dev.mooring.rules;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.RuleAction;

/**
 * Counts what rules do, in AWS's names. Called for every message: must be fast and must not throw.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/metrics_dimensions.html">AWS: metrics</a>
 */
public interface RuleMetrics {
    /** Of a rule. */
    enum RuleMetric {
        /** A message's topic matches FROM, or Basic Ingest names the rule. */
        TopicMatch,
        /** WHERE was true and the actions got a result. */
        RulesExecuted,
        /** The statement wanted to read the payload as JSON and it is none. */
        ParseError,
        /** Not AWS's: the statement passed a limit and gave no result. */
        EvaluationFailed,
        /** The rule's queue was full and the message was dropped for it. */
        RuleMessageThrottled,
        /** Basic Ingest named a rule that does not exist or is disabled. */
        RuleNotFound
    }

    /** Of an action of a rule. */
    enum ActionMetric {
        Success,
        Failure,
        ErrorActionSuccess,
        ErrorActionFailure
    }

    void count(Tenant tenant, String ruleName, RuleMetric metric);

    void count(Tenant tenant, String ruleName, RuleAction action, ActionMetric metric);
}
