package dev.mooring.core.sql.ast;

import java.util.List;

/**
 * A SELECT clause.
 *
 * @param value {@code SELECT VALUE}: exactly one item, which is the result itself
 */
public record Select(boolean value, List<SelectItem> items) {
    public Select {
        items = List.copyOf(items);
    }

    /** {@code SELECT *} or {@code SELECT VALUE *} and nothing else. */
    public boolean isStarOnly() {
        return items.size() == 1 && items.getFirst() instanceof SelectItem.All;
    }
}
