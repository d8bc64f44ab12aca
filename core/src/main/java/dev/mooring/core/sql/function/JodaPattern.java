package dev.mooring.core.sql.function;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A pattern of Joda-Time's DateTimeFormat, which {@code parse_time()} is defined by, on the classes of java.time. Names
 * are English.
 *
 * @see <a href="https://www.joda.org/joda-time/apidocs/org/joda/time/format/DateTimeFormat.html">Joda-Time: patterns</a>
 */
final class JodaPattern {
    /** Zones that Joda-Time knows by names of three letters and java.time does not, or differently. */
    private static final Map<String, String> ZONE_ALIASES = Map.of("EST", "-05:00", "MST", "-07:00", "HST", "-10:00");

    private interface Part {
        void append(ZonedDateTime time, StringBuilder out);
    }

    private final List<Part> parts;

    private JodaPattern(List<Part> parts) {
        this.parts = parts;
    }

    /** Reads a pattern; empty if a letter in it has no meaning or a quote is not closed. */
    static Optional<JodaPattern> of(String pattern) {
        List<Part> parts = new ArrayList<>();
        int i = 0;
        while (i < pattern.length()) {
            char c = pattern.charAt(i);
            int end = i + 1;
            if (c == '\'') {
                end = afterQuote(pattern, i);
                if (end < 0) {
                    return Optional.empty();
                }
                parts.add(literal(unquote(pattern, i, end)));
            } else if (isLetter(c)) {
                while (end < pattern.length() && pattern.charAt(end) == c) {
                    end++;
                }
                Optional<Part> part = field(c, end - i);
                if (part.isEmpty()) {
                    return Optional.empty();
                }
                parts.add(part.get());
            } else {
                parts.add(literal(String.valueOf(c)));
            }
            i = end;
        }
        return Optional.of(new JodaPattern(List.copyOf(parts)));
    }

    /** A zone by its name; empty if there is none. */
    static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(ZONE_ALIASES.getOrDefault(name, name)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    String format(ZonedDateTime time) {
        StringBuilder out = new StringBuilder();
        for (Part part : parts) {
            part.append(time, out);
        }
        return out.toString();
    }

    private static Optional<Part> field(char letter, int count) {
        return Optional.ofNullable(
                switch (letter) {
                    case 'G' -> text("G");
                    case 'C' -> number(time -> time.get(ChronoField.YEAR_OF_ERA) / 100, count);
                    case 'Y' -> year(ChronoField.YEAR_OF_ERA, count);
                    case 'y' -> year(ChronoField.YEAR, count);
                    case 'x' -> year(IsoFields.WEEK_BASED_YEAR, count);
                    case 'w' -> number(time -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), count);
                    case 'e' -> number(ChronoField.DAY_OF_WEEK, count);
                    case 'E' -> text(count < 4 ? "EEE" : "EEEE");
                    case 'D' -> number(ChronoField.DAY_OF_YEAR, count);
                    case 'M' ->
                        count < 3 ? number(ChronoField.MONTH_OF_YEAR, count) : text(count == 3 ? "MMM" : "MMMM");
                    case 'd' -> number(ChronoField.DAY_OF_MONTH, count);
                    case 'a' -> text("a");
                    case 'K' -> number(ChronoField.HOUR_OF_AMPM, count);
                    case 'h' -> number(ChronoField.CLOCK_HOUR_OF_AMPM, count);
                    case 'H' -> number(ChronoField.HOUR_OF_DAY, count);
                    case 'k' -> number(ChronoField.CLOCK_HOUR_OF_DAY, count);
                    case 'm' -> number(ChronoField.MINUTE_OF_HOUR, count);
                    case 's' -> number(ChronoField.SECOND_OF_MINUTE, count);
                    case 'S' -> fraction(count);
                    case 'z' -> zoneName(count);
                    case 'Z' -> offset(count);
                    default -> null;
                });
    }

    private interface Value {
        int of(ZonedDateTime time);
    }

    private static Part number(TemporalField field, int digits) {
        return number(time -> time.get(field), digits);
    }

    private static Part number(Value value, int digits) {
        return (time, out) -> {
            int number = value.of(time);
            String text = Integer.toString(Math.abs(number));
            out.append(number < 0 ? "-" : "")
                    .append("0".repeat(Math.max(0, digits - text.length())))
                    .append(text);
        };
    }

    /** Two letters are the last two digits of the year. */
    private static Part year(TemporalField field, int count) {
        return count == 2 ? number(time -> Math.abs(time.get(field)) % 100, 2) : number(field, count);
    }

    private static Part fraction(int digits) {
        return (time, out) -> {
            String nanos = Integer.toString(1_000_000_000 + time.getNano()).substring(1);
            out.append(digits <= 9 ? nanos.substring(0, digits) : nanos + "0".repeat(digits - 9));
        };
    }

    private static Part zoneName(int count) {
        return text(count < 4 ? "z" : "zzzz");
    }

    /** One letter is {@code +0100}, two are {@code +01:00}, three and more the id of the zone. */
    private static Part offset(int count) {
        return switch (count) {
            case 1 -> text("xx");
            case 2 -> text("xxx");
            default -> (time, out) -> out.append(time.getZone().getId());
        };
    }

    private static Part text(String pattern) {
        DateTimeFormatter formatter = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        return (time, out) -> formatter.formatTo(time, out);
    }

    private static Part literal(String text) {
        return (_, out) -> out.append(text);
    }

    private static int afterQuote(String pattern, int open) {
        for (int i = open + 1; i < pattern.length(); i++) {
            if (pattern.charAt(i) == '\'') {
                if (i + 1 < pattern.length() && pattern.charAt(i + 1) == '\'') {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static String unquote(String pattern, int open, int end) {
        String inside = pattern.substring(open + 1, end - 1);
        return inside.isEmpty() ? "'" : inside.replace("''", "'");
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
