package dev.mooring.core.sql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The regular expression of one place of call. It is compiled when it first occurs and again only when it changes, so a
 * constant one is compiled once. Expressions are RE2's: matching takes time in proportion to the text, at the price of
 * back-references and look-around, which make an expression invalid here.
 */
final class Regexes {
    /** Replaced as a whole; threads that race for it lose only work. */
    private volatile @Nullable Compiled last;

    private record Compiled(String text, Optional<Pattern> pattern) {}

    /** A function of a text and an expression; Undefined if either is missing or the expression is not valid. */
    static SqlFunction.Body search(Function<Matcher, SqlValue> result) {
        Regexes regexes = new Regexes();
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            String regex = context.text(arguments[1]);
            if (text == null || regex == null) {
                return SqlValue.UNDEFINED;
            }
            Optional<Pattern> pattern = regexes.pattern(regex);
            if (pattern.isEmpty()) {
                return SqlValue.UNDEFINED;
            }
            charge(text, regex, context);
            return result.apply(pattern.get().matcher(text));
        };
    }

    /** The pattern, or empty if the text is not a valid one or is beyond the limits. */
    Optional<Pattern> pattern(String text) {
        Compiled known = last;
        if (known == null || !known.text.equals(text)) {
            known = new Compiled(text, compile(text));
            last = known;
        }
        return known.pattern;
    }

    /** Spends for one search: RE2's worst case is the text's length times the expression's size. */
    static void charge(String text, String regex, CallContext context) {
        long work = ((long) text.length() * size(regex)) >> 6;
        context.budget().spend((int) Math.min(work, SqlLimits.STEPS));
    }

    private static Optional<Pattern> compile(String text) {
        if (text.length() > SqlLimits.PATTERN_CHARS || size(text) > SqlLimits.PATTERN_SIZE) {
            return Optional.empty();
        }
        try {
            return Optional.of(Pattern.compile(text));
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * An upper bound of an expression's size with its counted repetitions written out: RE2 writes them out, and without a
     * limit {@code ((a{999}){999}){999}} takes all memory. A repetition is taken to apply to everything before it in its
     * group, which is never too little.
     */
    static long size(String text) {
        long[] outer = new long[SqlLimits.PATTERN_CHARS + 1];
        int depth = 0;
        long size = 1;
        for (int i = 0; i < text.length() && size <= SqlLimits.PATTERN_SIZE; i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
                size++;
            } else if (c == '(' && depth < outer.length - 1) {
                outer[depth++] = size;
                size = 1;
            } else if (c == ')' && depth > 0) {
                size += outer[--depth];
            } else if (c == '{') {
                size *= Math.max(1, largestCount(text, i + 1));
            } else {
                size++;
            }
        }
        while (depth > 0) {
            size += outer[--depth];
        }
        return size;
    }

    private static int largestCount(String text, int from) {
        int largest = 0;
        int number = 0;
        for (int i = from; i < text.length() && text.charAt(i) != '}'; i++) {
            char c = text.charAt(i);
            number = c >= '0' && c <= '9' ? Math.min(number * 10 + (c - '0'), SqlLimits.PATTERN_SIZE) : 0;
            largest = Math.max(largest, number);
        }
        return largest;
    }
}
