package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.SqlValue;

/** What functions of strings share. Characters are Unicode code points. */
final class Texts {
    private Texts() {}

    /** A string, or Undefined if it is too long. */
    static SqlValue of(String text) {
        return text.length() > SqlLimits.TEXT_CHARS ? SqlValue.UNDEFINED : new SqlValue.Text(text);
    }

    /** A string, or Undefined if it is empty. */
    static SqlValue nonEmpty(String text) {
        return text.isEmpty() ? SqlValue.UNDEFINED : new SqlValue.Text(text);
    }

    /** The characters from {@code from} up to before {@code to}, both cut to the length of the text. */
    static SqlValue.Text between(String text, int from, int to) {
        int length = text.codePointCount(0, text.length());
        int start = Math.clamp(from, 0, length);
        int end = Math.clamp(to, 0, length);
        if (start >= end) {
            return new SqlValue.Text("");
        }
        // Where all characters are single chars, an index in one is an index in the other.
        int startIndex = length == text.length() ? start : text.offsetByCodePoints(0, start);
        int endIndex = length == text.length() ? end : text.offsetByCodePoints(startIndex, end - start);
        return new SqlValue.Text(text.substring(startIndex, endIndex));
    }

    /** Replaces all occurrences; Undefined when the result would be too long. */
    static SqlValue replace(String text, String old, String replacement) {
        long length = text.length();
        if (replacement.length() > old.length()) {
            long occurrences = old.isEmpty() ? length + 1 : occurrences(text, old);
            length += occurrences * (replacement.length() - old.length());
        }
        return length > SqlLimits.TEXT_CHARS ? SqlValue.UNDEFINED : new SqlValue.Text(text.replace(old, replacement));
    }

    private static int occurrences(String text, String part) {
        int count = 0;
        for (int i = text.indexOf(part); i >= 0; i = text.indexOf(part, i + part.length())) {
            count++;
        }
        return count;
    }

    static int firstNotBlank(String text) {
        int i = 0;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static int afterLastNotBlank(String text) {
        int i = text.length();
        while (i > 0 && isBlank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
