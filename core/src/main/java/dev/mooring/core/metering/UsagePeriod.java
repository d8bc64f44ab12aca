package dev.mooring.core.metering;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was used from a moment on, for a minute or for several.
 *
 * @param start the beginning of the period
 */
public record UsagePeriod(Instant start, Usage usage) {
    /**
     * Puts minutes together into longer periods, each of which begins at a multiple of its length since 1970; in the order of
     * time. Periods without use are left out.
     *
     * @param length at least a millisecond
     */
    public static List<UsagePeriod> merge(List<UsagePeriod> minutes, Duration length) {
        Map<Long, Usage> sums = new TreeMap<>();
        long millis = length.toMillis();
        for (UsagePeriod minute : minutes) {
            long start = Math.floorDiv(minute.start().toEpochMilli(), millis) * millis;
            sums.merge(start, minute.usage(), Usage::plus);
        }
        List<UsagePeriod> periods = new ArrayList<>(sums.size());
        sums.forEach((start, usage) -> {
            if (!usage.isNone()) {
                periods.add(new UsagePeriod(Instant.ofEpochMilli(start), usage));
            }
        });
        return List.copyOf(periods);
    }

    public static Usage total(List<UsagePeriod> periods) {
        return periods.stream().map(UsagePeriod::usage).reduce(Usage.NONE, Usage::plus);
    }
}
