package dev.mooring.core.metering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "5120, 1", "5121, 2", "10240, 2", "131072, 26"})
    void messagesAreMeteredInStepsOfFiveKilobytes(long bytes, long units) {
        assertEquals(units, MessageUnits.of(bytes));
    }

    /** The tiers of messaging: the first milliard for 1.00 a million, four more for 0.80, the rest for 0.70. */
    @ParameterizedTest
    @CsvSource({
        "0,            0",
        "1,            0.000001",
        "1000000,      1",
        "1000000000,   1000",
        "1000000001,   1000.000001",
        "2000000000,   1800",
        "5000000000,   4200",
        "6000000000,   4900",
    })
    void messagingHasTiers(long messages, BigDecimal dollars) {
        BigDecimal sum = Prices.MESSAGING.charges(messages).stream()
                .map(Price.Charge::dollars)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertEquals(0, dollars.compareTo(sum), () -> dollars + " and not " + sum);
    }

    @Test
    void aTierThatIsNotReachedChargesNothing() {
        assertEquals(List.of(), Prices.MESSAGING.charges(0));
        assertEquals(1, Prices.MESSAGING.charges(1_000_000_000).size());
        assertEquals(
                List.of(1_000_000_000L, 4_000_000_000L, 7L),
                Prices.MESSAGING.charges(5_000_000_007L).stream()
                        .map(Price.Charge::quantity)
                        .toList());
    }

    /**
     * One of each, for an hour: what a month of 730 such hours costs.
     *
     * @param measured in the hour, in the unit that is charged
     */
    @ParameterizedTest
    @CsvSource({
        // A connection that was there all the time: 43,800 minutes.
        "CONNECTION_MILLIS,   3600000,  connectivity, 60,    43800,    0.003504",
        // Half a minute in an hour.
        "CONNECTION_MILLIS,   30000,    connectivity, 1,     365,      0.000029",
        "UNITS_IN,            10000,    messaging,    10000, 7300000,  7.3",
        "UNITS_OUT,           10000,    messaging,    10000, 7300000,  7.3",
        "UNITS_RETAINED,      10000,    messaging,    10000, 7300000,  7.3",
        "CONNECTS,            10000,    messaging,    10000, 7300000,  7.3",
        "SUBSCRIPTIONS,       10000,    messaging,    10000, 7300000,  7.3",
        "ACKNOWLEDGED,        10000,    messaging,    10000, 7300000,  7.3",
        "RULES_TRIGGERED,     10000,    rules,        10000, 7300000,  1.095",
        "ACTIONS,             10000,    actions,      10000, 7300000,  1.095",
        "REGISTRY_OPERATIONS, 10000,    registry,     10000, 7300000,  9.125",
    })
    void eachMeterHasItsLine(Meter meter, long amount, String item, long measured, long perMonth, BigDecimal dollars) {
        Bill bill = Bill.of(Usage.of(Map.of(meter, amount)), HOUR);
        for (Bill.Line line : bill.lines()) {
            boolean charged = line.item().key().equals(item);
            assertEquals(charged ? measured : 0, line.measured(), line.toString());
            assertEquals(charged ? perMonth : 0, line.perMonth(), line.toString());
            assertEquals(0, (charged ? dollars : BigDecimal.ZERO).compareTo(line.dollars()), line.toString());
        }
        assertEquals(0, dollars.compareTo(bill.dollars()));
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGES_IN_MQTT",
        "MESSAGES_IN_HTTP",
        "MESSAGES_REPUBLISHED",
        "MESSAGES_OUT",
        "REFUSALS",
        "RULE_ERRORS",
        "ACTION_FAILURES"
    })
    void whatIsOnlyWatchedCostsNothing(Meter meter) {
        assertEquals(
                0, Bill.of(Usage.of(Map.of(meter, 1_000_000L)), HOUR).dollars().signum());
    }

    /** AWS's own example: 50 devices that are always connected, 300 messages a day each, half of which trigger a rule. */
    @Test
    void fiftyDevicesMeasuredForADayAreBilledForAMonth() {
        Usage day = Usage.of(Map.of(
                Meter.CONNECTION_MILLIS, 50 * Duration.ofDays(1).toMillis(),
                Meter.UNITS_IN, 50L * 300,
                Meter.RULES_TRIGGERED, 50L * 150,
                Meter.ACTIONS, 50L * 150,
                Meter.REGISTRY_OPERATIONS, 50L * 130));
        Bill bill = Bill.of(day, Duration.ofDays(1));
        assertEquals(
                List.of(2_190_000L, 456_250L, 228_125L, 228_125L, 197_709L),
                bill.lines().stream().map(Bill.Line::perMonth).toList());
        assertEquals(new BigDecimal("0.947024"), bill.dollars());
    }

    @Test
    void aWindowOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Bill.of(Usage.NONE, Duration.ZERO));
    }

    @Test
    void aMillionDevicesForAFortnightDoNotOverflow() {
        Usage usage = Usage.of(
                Map.of(Meter.CONNECTION_MILLIS, 1_000_000 * Duration.ofDays(14).toMillis()));
        assertEquals(
                43_800L * 1_000_000,
                Bill.of(usage, Duration.ofDays(14)).lines().getFirst().perMonth());
    }

    /** Whatever was used: more never costs less, and the charges of a line are all of it. */
    @Test
    void moreNeverCostsLess() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            EnumMap<Meter, Long> amounts = new EnumMap<>(Meter.class);
            for (Meter meter : Meter.values()) {
                amounts.put(meter, random.nextLong(1L << random.nextInt(1, 40)));
            }
            Usage less = Usage.of(amounts);
            Meter raised = Meter.values()[random.nextInt(Meter.values().length)];
            Usage more = less.plus(Usage.of(Map.of(raised, 1 + random.nextLong(1_000_000))));
            Duration window = Duration.ofMinutes(1 + random.nextInt(20_160));
            assertTrue(Bill.of(more, window)
                            .dollars()
                            .compareTo(Bill.of(less, window).dollars())
                    >= 0);
            for (Bill.Line line : Bill.of(more, window).lines()) {
                assertEquals(
                        line.perMonth(),
                        line.charges().stream()
                                .mapToLong(Price.Charge::quantity)
                                .sum());
            }
        }
    }
}
