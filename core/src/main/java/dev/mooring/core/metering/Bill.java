package dev.mooring.core.metering;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What AWS would ask for a month in which every hour is like those that were measured.
 *
 * @param lines one for each thing that AWS meters, also where nothing was used
 */
public record Bill(List<Line> lines) {
    /** A month as AWS's pricing calculator has it. */
    public static final Duration MONTH = Duration.ofHours(730);

    /** What is charged for. */
    public enum Item {
        CONNECTIVITY("connectivity"),
        MESSAGING("messaging"),
        RULES("rules"),
        ACTIONS("actions"),
        REGISTRY("registry");

        private final String key;

        Item(String key) {
            this.key = key;
        }

        /** Its name in JSON. */
        public String key() {
            return key;
        }
    }

    /**
     * A line of the bill.
     *
     * @param parts what was measured, by meter; connectivity in milliseconds, the rest in metered units
     * @param measured all parts together, rounded up: minutes, or metered units
     * @param perMonth the same for a month
     * @param charges a tier that is reached has one
     */
    public record Line(Item item, Map<Meter, Long> parts, long measured, long perMonth, List<Price.Charge> charges) {
        public BigDecimal dollars() {
            return charges.stream().map(Price.Charge::dollars).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /**
     * @param usage what was used in the window
     * @param window how long it was measured; more than nothing
     */
    public static Bill of(Usage usage, Duration window) {
        if (window.toMillis() <= 0) {
            throw new IllegalArgumentException("a bill needs a window of at least a millisecond, not " + window);
        }
        return new Bill(List.of(
                line(Item.CONNECTIVITY, Prices.CONNECTIVITY, usage, window, 60_000, Meter.CONNECTION_MILLIS),
                line(
                        Item.MESSAGING,
                        Prices.MESSAGING,
                        usage,
                        window,
                        1,
                        Meter.UNITS_IN,
                        Meter.UNITS_OUT,
                        Meter.CONNECTS,
                        Meter.SUBSCRIPTIONS,
                        Meter.ACKNOWLEDGED,
                        Meter.UNITS_RETAINED),
                line(Item.RULES, Prices.RULES, usage, window, 1, Meter.RULES_TRIGGERED),
                line(Item.ACTIONS, Prices.ACTIONS, usage, window, 1, Meter.ACTIONS),
                line(Item.REGISTRY, Prices.REGISTRY, usage, window, 1, Meter.REGISTRY_OPERATIONS)));
    }

    public BigDecimal dollars() {
        return lines.stream().map(Line::dollars).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @param divisor how many of the meters' own units make one that is charged */
    private static Line line(Item item, Price price, Usage usage, Duration window, long divisor, Meter... meters) {
        Map<Meter, Long> parts = new LinkedHashMap<>();
        long sum = 0;
        for (Meter meter : meters) {
            parts.put(meter, usage.get(meter));
            sum = Math.addExact(sum, usage.get(meter));
        }
        long perMonth = perMonth(sum, window, divisor);
        return new Line(item, parts, Math.ceilDiv(sum, divisor), perMonth, price.charges(perMonth));
    }

    /** In exact arithmetic: a busy account's milliseconds of connection times those of a month do not fit a long. */
    private static long perMonth(long sum, Duration window, long divisor) {
        BigInteger over = BigInteger.valueOf(window.toMillis()).multiply(BigInteger.valueOf(divisor));
        return BigInteger.valueOf(sum)
                .multiply(BigInteger.valueOf(MONTH.toMillis()))
                .add(over.subtract(BigInteger.ONE))
                .divide(over)
                .longValueExact();
    }
}
