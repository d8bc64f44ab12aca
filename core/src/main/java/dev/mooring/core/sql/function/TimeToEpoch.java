package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code time_to_epoch(String, String)}. */
final class TimeToEpoch {
    private static final int MAX_CHARS = 1024;

    static final SqlFunction FUNCTION = SqlFunction.of("time_to_epoch(String, String)")
            .says(
                    "Reads a time by a pattern of java.time.format.DateTimeFormatter and returns it in milliseconds since "
                            + "1970. What the pattern leaves out is UTC, midnight, and the first day.")
            .newer()
            .example("time_to_epoch(\"2020-04-03 09:45:18 UTC+01:00\", \"yyyy-MM-dd HH:mm:ss VV\")", "1585903518000")
            .example("time_to_epoch(\"18 December 2015\", \"dd MMMM yyyy\")", "1450396800000")
            .example(
                    "time_to_epoch(\"2007-12-03 10:15:30.592 America/Los_Angeles\", \"yyyy-MM-dd HH:mm:ss.SSS z\")",
                    "1196705730592")
            .exampleUndefined("time_to_epoch(\"nope\", \"yyyy-MM-dd\")")
            .perCall(2, 2, Body::new);

    private TimeToEpoch() {}

    /** Keeps the last pattern; threads that race for it lose only work. */
    private static final class Body implements SqlFunction.Body {
        private volatile @Nullable Known last;

        private record Known(String pattern, Optional<DateTimeFormatter> formatter) {}

        @Override
        public SqlValue apply(SqlValue[] arguments, CallContext context) {
            String text = context.text(arguments[0]);
            String pattern = context.text(arguments[1]);
            if (text == null || pattern == null || text.length() > MAX_CHARS || pattern.length() > MAX_CHARS) {
                return SqlValue.UNDEFINED;
            }
            Known known = last;
            if (known == null || !known.pattern.equals(pattern)) {
                known = new Known(pattern, formatter(pattern));
                last = known;
            }
            return known.formatter.isEmpty() ? SqlValue.UNDEFINED : millis(text, known.formatter.get());
        }

        private static Optional<DateTimeFormatter> formatter(String pattern) {
            try {
                return Optional.of(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        private static SqlValue millis(String text, DateTimeFormatter formatter) {
            try {
                TemporalAccessor parsed = formatter.parse(text);
                if (parsed.isSupported(ChronoField.INSTANT_SECONDS)) {
                    return Int.of(Math.addExact(
                            Math.multiplyExact(parsed.getLong(ChronoField.INSTANT_SECONDS), 1000L),
                            parsed.isSupported(ChronoField.MILLI_OF_SECOND)
                                    ? parsed.get(ChronoField.MILLI_OF_SECOND)
                                    : 0));
                }
                ZoneId zone = Objects.requireNonNullElse(parsed.query(TemporalQueries.zone()), ZoneOffset.UTC);
                LocalTime time =
                        Objects.requireNonNullElse(parsed.query(TemporalQueries.localTime()), LocalTime.MIDNIGHT);
                return Int.of(
                        ZonedDateTime.of(date(parsed), time, zone).toInstant().toEpochMilli());
            } catch (DateTimeException | ArithmeticException e) {
                return SqlValue.UNDEFINED;
            }
        }

        private static LocalDate date(TemporalAccessor parsed) {
            LocalDate whole = parsed.query(TemporalQueries.localDate());
            if (whole != null) {
                return whole;
            }
            ChronoField year = parsed.isSupported(ChronoField.YEAR) ? ChronoField.YEAR : ChronoField.YEAR_OF_ERA;
            int month = parsed.isSupported(ChronoField.MONTH_OF_YEAR) ? parsed.get(ChronoField.MONTH_OF_YEAR) : 1;
            return LocalDate.of(parsed.get(year), month, 1);
        }
    }
}
