package dev.mooring.standins.firehose;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys of the objects that a delivery stream writes.
 *
 * @see <a href="https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html">AWS: custom prefixes</a>
 */
final class ObjectNames {
    private static final Pattern EXPRESSION = Pattern.compile("!\\{([a-zA-Z]+):([^}]*)}");
    private static final DateTimeFormatter HOURS = formatter("yyyy/MM/dd/HH/");
    private static final DateTimeFormatter SECONDS = formatter("yyyy-MM-dd-HH-mm-ss");

    private ObjectNames() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** @throws IllegalArgumentException when the prefix has an expression that is not known, or is not well-formed */
    static void check(String prefix) {
        prefix(prefix, Instant.EPOCH, UUID.randomUUID());
    }

    /** @param time of the first record in the object */
    static String of(String stream, String prefix, String suffix, Instant time, UUID id) {
        return prefix(prefix, time, id) + stream + "-1-" + SECONDS.format(time) + "-" + id + suffix;
    }

    private static String prefix(String prefix, Instant time, UUID id) {
        Matcher matcher = EXPRESSION.matcher(prefix);
        if (!matcher.find()) {
            if (prefix.contains("!{")) {
                throw new IllegalArgumentException("the prefix '" + prefix + "' has an expression without an end");
            }
            return prefix + HOURS.format(time);
        }
        StringBuilder filled = new StringBuilder();
        do {
            String value =
                    switch (matcher.group(1) + ":" + matcher.group(2)) {
                        case "firehose:random-string" -> id.toString().substring(0, 8);
                        case String timestamp
                        when timestamp.startsWith("timestamp:") ->
                            formatter(matcher.group(2)).format(time);
                        default ->
                            throw new IllegalArgumentException(
                                    "the expression " + matcher.group() + " of a prefix is not built here");
                    };
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value));
        } while (matcher.find());
        return matcher.appendTail(filled).toString();
    }
}
