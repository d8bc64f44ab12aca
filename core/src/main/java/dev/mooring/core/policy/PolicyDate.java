package dev.mooring.core.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Dates of policies: the W3C profile of ISO 8601 (a year, a month, a day, or a time with an offset), or seconds since
 * 1970. Four digits are a year.
 */
final class PolicyDate {
    private static final int MAX_EPOCH_DIGITS = 12;

    private PolicyDate() {}

    static Optional<Instant> parse(String text) {
        try {
            if (text.length() > 4
                    && text.length() <= MAX_EPOCH_DIGITS
                    && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            return Optional.of(
                    switch (text.length()) {
                        case 4 -> startOf(Year.parse(text).atDay(1));
                        case 7 -> startOf(YearMonth.parse(text).atDay(1));
                        case 10 -> startOf(LocalDate.parse(text));
                        default -> OffsetDateTime.parse(text).toInstant();
                    });
        } catch (DateTimeException notADate) {
            return Optional.empty();
        }
    }

    private static Instant startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
