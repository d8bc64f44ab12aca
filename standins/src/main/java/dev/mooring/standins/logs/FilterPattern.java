package dev.mooring.standins.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which messages a filter wants: all the plain terms, one of those after {@code ?}, none of those after {@code -}. A term in
 * quotes may have spaces.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html">AWS: filter pattern
 *     syntax</a>
 */
record FilterPattern(List<String> all, List<String> any, List<String> none) {
    private static final Pattern TERM = Pattern.compile("\\s*([?-]?)(\"((?:[^\"\\\\]|\\\\.)*)\"|[^\\s\"]+)\\s*");

    /** @throws IllegalArgumentException for patterns on JSON, on columns and with regular expressions, not built here */
    static FilterPattern parse(String text) {
        String pattern = text.strip();
        if (pattern.startsWith("{") || pattern.startsWith("[") || pattern.contains("%")) {
            throw new IllegalArgumentException(
                    "Filter patterns on JSON, on columns and with regular expressions are not built here.");
        }
        FilterPattern filter = new FilterPattern(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Matcher matcher = TERM.matcher(pattern);
        int at = 0;
        while (at < pattern.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("Invalid character(s) in term '" + pattern.substring(at) + "'");
            }
            at = matcher.end();
            String term = matcher.group(3) == null
                    ? matcher.group(2)
                    : matcher.group(3).replaceAll("\\\\(.)", "$1");
            switch (matcher.group(1)) {
                case "?" -> filter.any().add(term);
                case "-" -> filter.none().add(term);
                default -> filter.all().add(term);
            }
        }
        return filter;
    }

    boolean matches(String message) {
        return all.stream().allMatch(message::contains)
                && (any.isEmpty() || any.stream().anyMatch(message::contains))
                && none.stream().noneMatch(message::contains);
    }
}
