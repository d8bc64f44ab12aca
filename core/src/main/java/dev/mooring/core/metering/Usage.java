package dev.mooring.core.metering;

import java.util.EnumMap;
import java.util.Map;

/** How much of each meter; what is not named is zero. */
public final class Usage {
    public static final Usage NONE = new Usage(Map.of());

    private final Map<Meter, Long> amounts;

    private Usage(Map<Meter, Long> amounts) {
        this.amounts = amounts;
    }

    /** @param amounts those that are zero are left out */
    public static Usage of(Map<Meter, Long> amounts) {
        EnumMap<Meter, Long> some = new EnumMap<>(Meter.class);
        amounts.forEach((meter, amount) -> {
            if (amount != 0) {
                some.put(meter, amount);
            }
        });
        return some.isEmpty() ? NONE : new Usage(some);
    }

    public long get(Meter meter) {
        return amounts.getOrDefault(meter, 0L);
    }

    public boolean isNone() {
        return amounts.isEmpty();
    }

    public Usage plus(Usage other) {
        return combine(other, 1);
    }

    /** What was added since an earlier reading of the same counters. */
    public Usage since(Usage earlier) {
        return combine(earlier, -1);
    }

    private Usage combine(Usage other, int sign) {
        EnumMap<Meter, Long> sums = new EnumMap<>(Meter.class);
        for (Meter meter : Meter.values()) {
            sums.put(meter, get(meter) + sign * other.get(meter));
        }
        return of(sums);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Usage usage && usage.amounts.equals(amounts);
    }

    @Override
    public int hashCode() {
        return amounts.hashCode();
    }

    @Override
    public String toString() {
        return amounts.toString();
    }
}
