package dev.mooring.standins.s3;

import dev.mooring.api.ApiException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Part of a content, both ends included (RFC 9110, section 14). */
record Range(int from, int to) {
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * Empty where the header has not the form of one range, which is then ignored.
     *
     * @throws ApiException InvalidRange when it lies outside
     */
    static Optional<Range> parse(String header, int size) {
        Matcher matcher = FORM.matcher(header);
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return Optional.empty();
        }
        long from;
        long to;
        if (matcher.group(1).isEmpty()) {
            from = Math.max(0, size - Long.parseLong(matcher.group(2)));
            to = size - 1L;
        } else {
            from = Long.parseLong(matcher.group(1));
            to = matcher.group(2).isEmpty() ? size - 1L : Math.min(size - 1L, Long.parseLong(matcher.group(2)));
            if (!matcher.group(2).isEmpty() && Long.parseLong(matcher.group(2)) < from) {
                return Optional.empty();
            }
        }
        if (from > to) {
            throw new ApiException("InvalidRange", "The requested range is not satisfiable");
        }
        return Optional.of(new Range((int) from, (int) to));
    }

    int length() {
        return to - from + 1;
    }
}
