package dev.mooring.core.sql.explain;

import dev.mooring.core.sql.ast.Expr;
import dev.mooring.core.sql.value.SqlValue;
import java.util.List;
import java.util.Optional;

/**
 * An expression and what it came out as.
 *
 * @param expr with its place in the statement or template
 * @param text what stands there
 * @param evaluations how often it was evaluated: for each row inside a nested query, not at all where an operand before it
 *     decided
 * @param results of the first {@value #RESULTS_KEPT} evaluations, in order
 * @param parts its operands, in the order of the text
 */
public record ExplainedExpr(Expr expr, String text, long evaluations, List<Result> results, List<ExplainedExpr> parts) {
    public static final int RESULTS_KEPT = 8;
    /** Characters of {@link Result#text}. */
    public static final int TEXT_KEPT = 1000;

    public ExplainedExpr {
        results = List.copyOf(results);
        parts = List.copyOf(parts);
    }

    /**
     * What one evaluation gave.
     *
     * @param text the value as JSON, cut after {@value #TEXT_KEPT} characters; {@code Undefined} if it is that
     * @param whyUndefined one sentence without its full stop, if it is Undefined
     * @param rootCause the same for the innermost operand that is to blame
     */
    public record Result(SqlValue value, String text, Optional<String> whyUndefined, Optional<String> rootCause) {}

    /** The only or last result that was kept. */
    public Optional<Result> last() {
        return results.isEmpty() ? Optional.empty() : Optional.of(results.getLast());
    }

    /** A literal says all there is to say about itself. */
    public boolean isConstant() {
        return expr instanceof Expr.Literal;
    }

    /** Where the trouble began: why the operand is Undefined that made this so. */
    public Optional<String> rootCause() {
        return last().flatMap(Result::rootCause);
    }
}
