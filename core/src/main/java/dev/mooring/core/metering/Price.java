package dev.mooring.core.metering;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * A price in tiers: the first so many of a month cost this much, the next so many that much.
 *
 * @param tiers in order; the last one has no end
 */
public record Price(List<Tier> tiers) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    /** Amounts are exact to a millionth of a dollar: a bill of a small fleet is less than a cent. */
    private static final int DIGITS = 6;

    /**
     * @param upTo the last unit of the month that it holds for; {@link Long#MAX_VALUE} if there is no end
     * @param dollarsPerMillion of units
     */
    public record Tier(long upTo, BigDecimal dollarsPerMillion) {}

    /** So many units at one price. */
    public record Charge(long quantity, BigDecimal dollarsPerMillion, BigDecimal dollars) {}

    public Price {
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty() || tiers.getLast().upTo() != Long.MAX_VALUE) {
            throw new IllegalArgumentException("the last tier must have no end: " + tiers);
        }
    }

    static Price flat(String dollarsPerMillion) {
        return new Price(List.of(new Tier(Long.MAX_VALUE, new BigDecimal(dollarsPerMillion))));
    }

    /** What a month's quantity costs, a charge a tier that it reaches; none for zero. */
    public List<Charge> charges(long quantity) {
        List<Charge> charges = new ArrayList<>();
        long charged = 0;
        for (Tier tier : tiers) {
            long here = Math.min(quantity, tier.upTo()) - charged;
            if (here <= 0) {
                break;
            }
            BigDecimal dollars = BigDecimal.valueOf(here)
                    .multiply(tier.dollarsPerMillion())
                    .divide(MILLION, DIGITS, RoundingMode.HALF_UP);
            charges.add(new Charge(here, tier.dollarsPerMillion(), dollars));
            charged += here;
        }
        return List.copyOf(charges);
    }
}
