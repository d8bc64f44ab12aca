package dev.mooring.core.sql.ast;

import java.util.List;

/** One entry of a SELECT list. */
public sealed interface SelectItem {
    /** {@code *}: all members of the payload or the row. */
    record All(Span span) implements SelectItem {}

    /** {@code path.*}: all members of an object, each under its own name. */
    record AllOf(Expr object) implements SelectItem {}

    /**
     * An expression and where its value goes.
     *
     * @param path the key in the result, or the keys from the outermost one inwards for an alias such as {@code a.b}
     */
    record Item(Expr value, List<String> path) implements SelectItem {
        public Item {
            path = List.copyOf(path);
        }
    }
}
