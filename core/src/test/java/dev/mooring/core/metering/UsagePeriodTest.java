package dev.mooring.core.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UsagePeriodTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static UsagePeriod minute(int minute, long connects) {
        return new UsagePeriod(NOON.plusSeconds(60L * minute), connects(connects));
    }

    private static Usage connects(long amount) {
        return Usage.of(Map.of(Meter.CONNECTS, amount));
    }

    @Test
    void minutesBecomeLongerPeriodsThatBeginAtRoundTimes() {
        assertEquals(
                List.of(
                        new UsagePeriod(NOON, connects(3)),
                        new UsagePeriod(NOON.plusSeconds(300), connects(4)),
                        new UsagePeriod(NOON.plusSeconds(900), connects(8))),
                UsagePeriod.merge(
                        List.of(minute(1, 1), minute(4, 2), minute(5, 4), minute(12, 0), minute(19, 8)),
                        Duration.ofMinutes(5)));
    }

    @Test
    void twoRowsOfOneMinuteAreOne() {
        assertEquals(
                List.of(minute(3, 5)), UsagePeriod.merge(List.of(minute(3, 2), minute(3, 3)), Duration.ofMinutes(1)));
    }

    @Test
    void aTotalIsTheSumOfAll() {
        assertEquals(connects(6), UsagePeriod.total(List.of(minute(0, 1), minute(1, 2), minute(2, 3))));
        assertSame(Usage.NONE, UsagePeriod.total(List.of()));
    }

    @Test
    void whatWasAddedIsTheDifference() {
        Usage before = Usage.of(Map.of(Meter.CONNECTS, 2L, Meter.REFUSALS, 1L));
        Usage after = Usage.of(Map.of(Meter.CONNECTS, 5L, Meter.REFUSALS, 1L));
        assertEquals(connects(3), after.since(before));
        assertEquals(Usage.NONE, after.since(after));
    }
}
