package dev.mooring.core.sql.explain;

/**
 * One expression of a statement's clauses.
 *
 * @param name the variable of SET, or where in the result the value of SELECT goes ({@code a.b}); else empty
 */
public record ExplainedClause(Kind kind, String name, ExplainedExpr expr) {
    /** Which clause. */
    public enum Kind {
        SET,
        SELECT,
        WHERE
    }
}
