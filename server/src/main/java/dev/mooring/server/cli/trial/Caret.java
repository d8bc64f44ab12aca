package dev.mooring.server.cli.trial;

import java.util.ArrayList;
import java.util.List;

/** A text with an arrow to the place where it is wrong. */
final class Caret {
    private static final int AROUND = 100;
    private static final String CUT = "… ";

    private Caret() {}

    /**
     * The line of the place, cut when it is long, the arrow below it, and what was expected.
     *
     * @param offset in characters from 0; the end of the text if it is behind it
     */
    static List<String> draw(String text, int offset, String problem, Style style) {
        int at = Math.clamp(offset, 0, text.length());
        int lineStart = text.lastIndexOf('\n', at - 1) + 1;
        int lineEnd = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at);
        int from = Math.max(lineStart, at - AROUND);
        int to = Math.min(lineEnd, at + AROUND);
        String before = (from > lineStart ? CUT : "") + text.substring(from, at);
        String line = before + text.substring(at, to) + (to < lineEnd ? " …" : "");
        List<String> lines = new ArrayList<>();
        lines.add("  " + line.replace('\t', ' '));
        lines.add("  " + " ".repeat(before.length()) + style.red("^"));
        lines.add("  " + problem);
        return lines;
    }
}
