package dev.mooring.core.sql.parse;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlParseException;

/**
 * Keeps the tree that is being parsed within {@link SqlLimits#EXPRESSION_DEPTH}: how deep the parser is in nested
 * expressions, and how high the subtree is that it finished last. The first bounds the parser's own recursion; the
 * second that of whoever walks the tree, where a chain like {@code a + b + c} counts although the parser loops over it.
 */
final class TreeHeight {
    private final TokenStream tokens;
    private int depth;
    private int last;

    TreeHeight(TokenStream tokens) {
        this.tokens = tokens;
    }

    void enter() {
        if (++depth > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
    }

    void leave() {
        depth--;
    }

    /** The height of the subtree finished last. */
    int last() {
        return last;
    }

    /** Notes that the subtree finished last is of a certain height. */
    void set(int height) {
        last = height;
    }

    /** Notes that a node now stands above the subtree finished last, and above others of which one is this high. */
    int grow(int other) {
        last = Math.max(last, other) + 1;
        if (last > SqlLimits.EXPRESSION_DEPTH) {
            throw tooDeep();
        }
        return last;
    }

    private SqlParseException tooDeep() {
        return tokens.fault(
                "Expected at most " + SqlLimits.EXPRESSION_DEPTH + " levels of expressions",
                tokens.peek().span());
    }
}
