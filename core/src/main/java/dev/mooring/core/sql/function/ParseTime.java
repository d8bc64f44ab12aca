package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code parse_time(String, Long [, String])}. */
final class ParseTime {
    private static final int MAX_CHARS = 1024;

    static final SqlFunction FUNCTION = SqlFunction.of("parse_time(String, Long [, String])")
            .says("Formats a time, in milliseconds since 1970, by a pattern of Joda-Time, in a time zone or in UTC.")
            .newer()
            .example(
                    "parse_time(\"yyyy.MM.dd G 'at' HH:mm:ss z\", 100000000, 'America/Belize')",
                    "\"1970.01.01 AD at 21:46:40 CST\"")
            .example("parse_time('yyyy-MM-dd', 0)", "\"1970-01-01\"")
            .exampleUndefined("parse_time('yyyy', 0, 'Nowhere/Land')")
            .perCall(2, 3, Body::new);

    private ParseTime() {}

    /** Keeps the last pattern and the last zone; threads that race for them lose only work. */
    private static final class Body implements SqlFunction.Body {
        private volatile @Nullable Known<JodaPattern> lastPattern;
        private volatile @Nullable Known<ZoneId> lastZone;

        private record Known<T>(String text, Optional<T> made) {}

        @Override
        public SqlValue apply(SqlValue[] arguments, CallContext context) {
            String pattern = context.text(arguments[0]);
            SqlValue.Num millis = Conversions.toNumber(arguments[1]);
            String zone = arguments.length == 2 ? "UTC" : context.text(arguments[2]);
            if (pattern == null || zone == null || millis == null || !(Conversions.floor(millis) instanceof Int time)) {
                return SqlValue.UNDEFINED;
            }
            Optional<JodaPattern> format = pattern(pattern);
            Optional<ZoneId> place = zone(zone);
            if (format.isEmpty() || place.isEmpty() || !time.fitsLong()) {
                return SqlValue.UNDEFINED;
            }
            try {
                return new SqlValue.Text(format.get()
                        .format(Instant.ofEpochMilli(time.longValue()).atZone(place.get())));
            } catch (DateTimeException e) {
                return SqlValue.UNDEFINED;
            }
        }

        private Optional<JodaPattern> pattern(String text) {
            Known<JodaPattern> known = lastPattern;
            if (known == null || !known.text.equals(text)) {
                known = new Known<>(text, text.length() > MAX_CHARS ? Optional.empty() : JodaPattern.of(text));
                lastPattern = known;
            }
            return known.made;
        }

        private Optional<ZoneId> zone(String text) {
            Known<ZoneId> known = lastZone;
            if (known == null || !known.text.equals(text)) {
                known = new Known<>(text, JodaPattern.zone(text));
                lastZone = known;
            }
            return known.made;
        }
    }
}
