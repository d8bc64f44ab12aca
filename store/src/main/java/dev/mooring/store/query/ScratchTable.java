package dev.mooring.store.query;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A table to be asked.
 *
 * @param rows by column, in lower case; values are String, Long, Double or Boolean; what is absent is NULL
 */
public record ScratchTable(String name, List<Map<String, Object>> rows) {
    public ScratchTable {
        rows = rows.stream().map(ScratchTable::lowerCase).toList();
    }

    /** In the order of their first appearance. */
    Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        return columns;
    }

    private static Map<String, Object> lowerCase(Map<String, Object> row) {
        Map<String, Object> lower = new LinkedHashMap<>();
        row.forEach((column, value) -> lower.put(column.toLowerCase(Locale.ROOT), value));
        return lower;
    }
}
