package dev.mooring.core.sql.explain;

import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.ast.BinaryOperator;
import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An outcome in one sentence, with the part of WHERE that decided. */
public final class Verdict {
    private static final int VALUES = 4;

    private Verdict() {}

    /** One sentence without its full stop. */
    public static String of(SqlOutcome outcome, Optional<ExplainedExpr> where) {
        return switch (outcome) {
                    case SqlOutcome.Failed(String reason) -> reason;
                    case SqlOutcome.NoMatch _ -> where.map(Verdict::notTrue).orElse("WHERE is not true");
                    case SqlOutcome.Output output ->
                        where.isEmpty() ? "there is no WHERE" : "WHERE is true" + values(deciding(where.get(), true));
                }
                + (outcome instanceof SqlOutcome.Output output && output.parseError()
                        ? "; the payload is not JSON, what was asked of it is Undefined"
                        : "");
    }

    private static String notTrue(ExplainedExpr where) {
        Optional<ExplainedExpr.Result> result = where.last();
        if (result.isEmpty()) {
            return "WHERE is not true";
        }
        SqlValue value = result.get().value();
        if (value == SqlValue.UNDEFINED) {
            return "WHERE is Undefined: " + where.rootCause().orElse("it has no value");
        }
        if (Conversions.toBoolean(value) == null) {
            return "WHERE is " + result.get().text() + ", which is not a Boolean";
        }
        ExplainedExpr deciding = deciding(where, false);
        String which = deciding.equals(where) ? "WHERE is false" : "WHERE is false because " + deciding.text() + " is";
        return which + values(deciding);
    }

    /** Of a chain of ANDs that is false the operand that is, of a chain of ORs that is true likewise. */
    private static ExplainedExpr deciding(ExplainedExpr expr, boolean truth) {
        BinaryOperator chain = truth ? BinaryOperator.OR : BinaryOperator.AND;
        if (expr.expr() instanceof Expr.Binary binary && binary.operator() == chain) {
            for (ExplainedExpr part : expr.parts()) {
                Optional<SqlValue> value = part.last().map(ExplainedExpr.Result::value);
                if (value.isPresent() && Conversions.toBoolean(value.get()) == SqlValue.Bool.of(truth)) {
                    return deciding(part, truth);
                }
            }
        }
        return expr;
    }

    private static String values(ExplainedExpr expr) {
        List<String> values = new ArrayList<>();
        collect(expr, values);
        return values.isEmpty()
                ? ""
                : ": "
                        + String.join(
                                ", ", values.stream().distinct().limit(VALUES).toList());
    }

    /** What the expression asked of the message: its fields, variables and calls, each as a whole. */
    private static void collect(ExplainedExpr expr, List<String> values) {
        switch (expr.expr()) {
            case Expr.Name _, Expr.Variable _, Expr.Member _, Expr.Call _ ->
                expr.last().ifPresent(result -> values.add(expr.text() + " is " + Described.cut(result.text(), 60)));
            case Expr.Subquery _, Expr.Exists _ -> {}
            default -> expr.parts().forEach(part -> collect(part, values));
        }
    }
}
