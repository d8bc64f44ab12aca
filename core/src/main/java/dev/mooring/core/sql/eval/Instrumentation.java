package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.ast.Expr;

/**
 * May put something around each node while a statement is compiled: this is where an explanation ({@link Trace}) hooks
 * in, at no cost for evaluations that nobody wants explained.
 */
interface Instrumentation {
    Instrumentation NONE = (_, node) -> node;

    /** Gives the node itself, or one that gives the same values. */
    Node around(Expr expr, Node node);
}
