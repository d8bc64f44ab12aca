package dev.mooring.core.sql.value;

import java.util.List;

/**
 * An array that an expression builds.
 *
 * @param elements not copied, must not be changed; without Undefined
 */
public record ListArray(List<SqlValue> elements) implements SqlValue.Array {
    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public SqlValue get(int index) {
        return elements.get(index);
    }
}
