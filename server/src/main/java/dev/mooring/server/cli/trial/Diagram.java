package dev.mooring.server.cli.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Values below the places of a text that they belong to, each at the end of a line that hangs from its place:
 *
 * <pre>
 * temperature &gt; 50
 * |           |
 * 61.5        true
 * </pre>
 */
final class Diagram {
    private Diagram() {}

    /** @param column from 0 */
    record Label(int column, String text) {}

    /** The lines below the text; of two labels in one column the first one stands higher. */
    static List<String> below(List<Label> labels) {
        List<Label> fromRight = new ArrayList<>(labels);
        fromRight.sort(Comparator.comparingInt(Label::column).reversed());
        List<StringBuilder> rows = new ArrayList<>();
        rows.add(new StringBuilder());
        for (Label label : fromRight) {
            place(rows, label);
        }
        return rows.stream()
                .map(row -> row.toString().stripTrailing())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static void place(List<StringBuilder> rows, Label label) {
        put(rows.getFirst(), label.column(), "|");
        for (int r = 1; ; r++) {
            if (r == rows.size()) {
                rows.add(new StringBuilder());
            }
            StringBuilder row = rows.get(r);
            if (isFree(row, label.column(), label.text().length() + 1)) {
                put(row, label.column(), label.text());
                return;
            }
            // Below a label of the same column there is no line to draw.
            if (isFree(row, label.column(), 1)) {
                put(row, label.column(), "|");
            }
        }
    }

    private static boolean isFree(StringBuilder row, int column, int length) {
        for (int i = column; i < Math.min(column + length, row.length()); i++) {
            if (row.charAt(i) != ' ') {
                return false;
            }
        }
        return true;
    }

    private static void put(StringBuilder row, int column, String text) {
        while (row.length() < column + text.length()) {
            row.append(' ');
        }
        row.replace(column, column + text.length(), text);
    }
}
