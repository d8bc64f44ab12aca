package dev.mooring.core.sql.explain;

import dev.mooring.core.sql.SqlOutcome;
import java.util.List;

/**
 * How a statement came to its outcome on one message.
 *
 * @param verdict one sentence without its full stop
 * @param clauses in the order of the text; {@code *} has none
 */
public record SqlExplanation(SqlOutcome outcome, String verdict, List<ExplainedClause> clauses) {
    public SqlExplanation {
        clauses = List.copyOf(clauses);
    }
}
