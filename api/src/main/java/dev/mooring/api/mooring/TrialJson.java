package dev.mooring.api.mooring;

import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.explain.ExplainedClause;
import dev.mooring.core.sql.explain.ExplainedExpr;
import dev.mooring.core.sql.explain.SqlExplanation;
import dev.mooring.core.sql.explain.TemplateExplanation;
import dev.mooring.rules.RehearsedAction;
import dev.mooring.rules.TriedMessage;
import dev.mooring.rules.action.ActionOutcome;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What became of tried messages, as JSON. Documented in {@code docs/reference/rules.md}. */
final class TrialJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private TrialJson() {}

    /** @param explain with every expression */
    static ObjectNode write(TriedMessage tried, boolean explain) {
        ObjectNode node = JSON.createObjectNode();
        node.set("message", MessageJson.write(tried.message()));
        node.put("matched", tried.matched());
        switch (tried) {
            case TriedMessage.OtherTopic other -> {
                node.put("outcome", "OTHER_TOPIC");
                node.put("verdict", other.verdict());
            }
            case TriedMessage.Evaluated evaluated -> evaluated(node, evaluated, explain);
        }
        return node;
    }

    private static void evaluated(ObjectNode node, TriedMessage.Evaluated evaluated, boolean explain) {
        SqlExplanation explanation = evaluated.explanation();
        node.put(
                "outcome",
                switch (explanation.outcome()) {
                    case SqlOutcome.Output _ -> "MATCHED";
                    case SqlOutcome.NoMatch _ -> "NOT_MATCHED";
                    case SqlOutcome.Failed _ -> "FAILED";
                });
        node.put("verdict", evaluated.verdict());
        if (explanation.outcome() instanceof SqlOutcome.Output output) {
            ObjectNode result = node.putObject("result");
            MessageJson.putBytes(result, "payload", output.payload());
            result.put("json", output.json());
            if (!output.notes().isEmpty()) {
                ArrayNode notes = node.putArray("notes");
                output.notes().forEach(notes::add);
            }
        }
        if (explain) {
            ArrayNode clauses = node.putArray("clauses");
            explanation.clauses().forEach(clause -> clauses.add(clause(clause)));
        }
        ArrayNode actions = node.putArray("actions");
        evaluated.actions().forEach(action -> actions.add(action(action, evaluated, explain)));
        evaluated.errorAction().ifPresent(action -> node.set("errorAction", action(action, evaluated, explain)));
    }

    private static ObjectNode clause(ExplainedClause clause) {
        ObjectNode node = JSON.createObjectNode().put("clause", clause.kind().name());
        if (!clause.name().isEmpty()) {
            node.put("name", clause.name());
        }
        node.set("expression", expression(clause.expr()));
        return node;
    }

    private static ObjectNode expression(ExplainedExpr expr) {
        ObjectNode node = JSON.createObjectNode()
                .put("text", expr.text())
                .put("start", expr.expr().span().start())
                .put("end", expr.expr().span().end());
        if (expr.isConstant()) {
            node.put("constant", true);
        }
        node.put("evaluations", expr.evaluations());
        ArrayNode values = node.putArray("values");
        for (ExplainedExpr.Result result : expr.results()) {
            ObjectNode value = values.addObject();
            if (result.whyUndefined().isPresent()) {
                value.put("undefined", result.whyUndefined().get());
                result.rootCause().ifPresent(cause -> value.put("rootCause", cause));
            } else {
                value.put("json", result.text());
            }
        }
        if (!expr.parts().isEmpty()) {
            ArrayNode parts = node.putArray("parts");
            expr.parts().forEach(part -> parts.add(expression(part)));
        }
        return node;
    }

    private static ObjectNode action(RehearsedAction action, TriedMessage.Evaluated evaluated, boolean explain) {
        ObjectNode node = JSON.createObjectNode().put("action", action.kind());
        node.put("wouldSend", action.outcome() instanceof ActionOutcome.Success);
        node.put("target", action.outcome().resource());
        if (action.outcome() instanceof ActionOutcome.Failure failure) {
            node.put("problem", failure.message());
        }
        ArrayNode parameters = node.putArray("parameters");
        for (RehearsedAction.Parameter parameter : action.parameters()) {
            ObjectNode one =
                    parameters.addObject().put("name", parameter.name()).put("template", parameter.template());
            TemplateExplanation filled = parameter.filled();
            filled.rendered().ifPresent(text -> one.put("value", text));
            filled.problem().ifPresent(problem -> one.put("problem", problem));
            if (explain && !filled.substitutions().isEmpty()) {
                ArrayNode substitutions = one.putArray("substitutions");
                filled.substitutions().forEach(expr -> substitutions.add(expression(expr)));
            }
        }
        if (!isResult(action, evaluated)) {
            MessageJson.putBytes(node, "payload", action.payload());
        }
        return node;
    }

    /** Said once already. */
    private static boolean isResult(RehearsedAction action, TriedMessage.Evaluated evaluated) {
        return evaluated.explanation().outcome() instanceof SqlOutcome.Output output
                && Arrays.equals(output.payload(), action.payload());
    }
}
