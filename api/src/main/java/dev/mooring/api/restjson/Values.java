package dev.mooring.api.restjson;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The values between wire and handlers. A structure is a {@code Map<String, Object>} by member name with absent members
 * left out, a list a {@code List<Object>}, a map a {@code Map<String, Object>}; leaves are {@code String},
 * {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code Boolean}, {@code byte[]} and {@code Instant}.
 */
public final class Values {
    private Values() {}

    /** Seconds since 1970, with fraction, or ISO 8601: restJson bodies have the first, queries the second. */
    public static Optional<Instant> instant(String text) {
        try {
            return instant(new BigDecimal(text));
        } catch (NumberFormatException notSeconds) {
            try {
                return Optional.of(OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException notIso) {
                return Optional.empty();
            }
        }
    }

    /** Empty when out of the range of {@link Instant}. */
    static Optional<Instant> instant(BigDecimal seconds) {
        // Text such as 1e999999999 is legal JSON; its digits would not fit into memory.
        if (seconds.precision() - seconds.scale() > 18 || seconds.scale() > 1000) {
            return Optional.empty();
        }
        try {
            long whole = seconds.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(9)
                    .longValue();
            return Optional.of(Instant.ofEpochSecond(whole, nanos));
        } catch (ArithmeticException | DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    /** Milliseconds are what AWS sends: {@code 1767225600.123}, and {@code 1767225600} when there is no fraction. */
    static BigDecimal seconds(Instant instant) {
        BigDecimal seconds = BigDecimal.valueOf(instant.toEpochMilli(), 3).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }
}
