package dev.mooring.standins.opensearch.mapping;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Times as {@code strict_date_optional_time||epoch_millis} reads them, and arithmetic with them: {@code now-1d/d},
 * {@code 2026-01-01||+1M}.
 */
public final class Dates {
    private static final Pattern DATE = Pattern.compile(
            "\\d{4}(-\\d\\d(-\\d\\d(T\\d\\d(:\\d\\d(:\\d\\d([.,]\\d{1,9})?)?)?(Z|[+-]\\d\\d:?\\d\\d)?)?)?)?");
    private static final Pattern WHOLE_DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d(T.*)?");
    private static final Pattern MILLIS = Pattern.compile("-?\\d{5,18}");
    private static final Pattern STEP = Pattern.compile("([+-])(\\d{1,9})([yMwdhHms])|/([yMwdhHms])");
    private static final int YEAR = 4;
    private static final int MONTH = 7;
    private static final int DAY = 10;
    private static final int HOUR = 13;

    private Dates() {}

    /** Whether a text in a document makes its new field one of times. */
    static boolean isDate(String text) {
        try {
            return WHOLE_DATE.matcher(text).matches() && parse(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static long millis(JsonNode value) {
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        if (value.isString()) {
            return parse(value.stringValue()).toEpochMilli();
        }
        throw new IllegalArgumentException(refusal(Scalars.shown(value)));
    }

    private static String refusal(String text) {
        return "failed to parse date field [" + text + "] with format [strict_date_optional_time||epoch_millis]";
    }

    private static Instant parse(String text) {
        if (MILLIS.matcher(text).matches()) {
            return Instant.ofEpochMilli(Long.parseLong(text));
        }
        if (!DATE.matcher(text).matches()) {
            throw new IllegalArgumentException(refusal(text.length() > 100 ? text.substring(0, 100) : text));
        }
        try {
            return switch (text.length()) {
                case YEAR ->
                    LocalDate.of(Integer.parseInt(text), 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC);
                case MONTH -> YearMonth.parse(text).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
                case DAY -> LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
                default -> time(text.replace(',', '.'));
            };
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
    }

    private static Instant time(String text) {
        Matcher zone = Pattern.compile("(Z|[+-]\\d\\d:?\\d\\d)$").matcher(text.substring(DAY));
        boolean hasZone = zone.find();
        String local = hasZone ? text.substring(0, DAY + zone.start()) : text;
        String complete = local.length() == HOUR ? local + ":00" : local;
        return hasZone
                ? OffsetDateTime.of(LocalDateTime.parse(complete), ZoneOffset.of(zone.group(1)))
                        .toInstant()
                : LocalDateTime.parse(complete).toInstant(ZoneOffset.UTC);
    }

    /**
     * A bound of a range.
     *
     * @param roundsUp what {@code /d} does: the last millisecond instead of the first
     * @throws IllegalArgumentException when it is none
     */
    public static long bound(JsonNode value, Instant now, boolean roundsUp) {
        if (!value.isString()) {
            return millis(value);
        }
        String text = value.stringValue();
        int math = text.indexOf("||");
        String steps;
        Instant start;
        if (text.startsWith("now")) {
            start = now;
            steps = text.substring(3);
        } else if (math >= 0) {
            start = parse(text.substring(0, math));
            steps = text.substring(math + 2);
        } else {
            return parse(text).toEpochMilli();
        }
        try {
            return steps(start, steps, roundsUp).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(refusal(text), e);
        }
    }

    private static Instant steps(Instant start, String steps, boolean roundsUp) {
        ZonedDateTime time = start.atZone(ZoneOffset.UTC);
        Matcher step = STEP.matcher(steps);
        int at = 0;
        while (at < steps.length()) {
            if (!step.find() || step.start() != at) {
                throw new IllegalArgumentException("operator not supported for date math [" + steps + "]");
            }
            at = step.end();
            if (step.group(4) == null) {
                TemporalAmount amount =
                        amount(Integer.parseInt(step.group(2)), step.group(3).charAt(0));
                time = step.group(1).equals("+") ? time.plus(amount) : time.minus(amount);
            } else {
                char unit = step.group(4).charAt(0);
                time = floor(time, unit);
                time = roundsUp ? time.plus(amount(1, unit)).minus(Duration.ofMillis(1)) : time;
            }
        }
        return time.toInstant();
    }

    private static TemporalAmount amount(int number, char unit) {
        return switch (unit) {
            case 'y' -> Period.ofYears(number);
            case 'M' -> Period.ofMonths(number);
            case 'w' -> Period.ofWeeks(number);
            case 'd' -> Period.ofDays(number);
            case 'h', 'H' -> Duration.ofHours(number);
            case 'm' -> Duration.ofMinutes(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /** The beginning of the year, month, week (Monday), day, hour, minute or second. */
    public static ZonedDateTime floor(ZonedDateTime time, char unit) {
        return switch (unit) {
            case 'y' -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case 'M' -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case 'w' ->
                time.truncatedTo(ChronoUnit.DAYS).minusDays(time.getDayOfWeek().getValue() - 1L);
            case 'd' -> time.truncatedTo(ChronoUnit.DAYS);
            case 'h', 'H' -> time.truncatedTo(ChronoUnit.HOURS);
            case 'm' -> time.truncatedTo(ChronoUnit.MINUTES);
            default -> time.truncatedTo(ChronoUnit.SECONDS);
        };
    }
}
