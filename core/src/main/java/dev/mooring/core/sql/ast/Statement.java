package dev.mooring.core.sql.ast;

import java.util.List;
import java.util.Optional;

/**
 * A whole statement.
 *
 * @param topicFilter empty if there is no FROM, as in rules for Basic Ingest only
 */
public record Statement(
        List<Assignment> assignments, Select select, Optional<String> topicFilter, Optional<Expr> where) {
    public Statement {
        assignments = List.copyOf(assignments);
    }

    /** {@code @variable = value} of the SET clause. */
    public record Assignment(String variable, Expr value) {}
}
