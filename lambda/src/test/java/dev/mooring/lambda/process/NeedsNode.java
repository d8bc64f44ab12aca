package dev.mooring.lambda.process;

import dev.mooring.lambda.LambdaException;
import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips, and says so, where there is no Node.js to run functions with. */
public final class NeedsNode implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            var node = new NodeExecutables(Optional.empty(), System.getenv("PATH")).find(new LambdaRuntime.NodeJs(20));
            return ConditionEvaluationResult.enabled("Node.js " + node.version());
        } catch (LambdaException e) {
            return ConditionEvaluationResult.disabled("SKIPPED, these tests run real functions: " + e.getMessage());
        }
    }
}
