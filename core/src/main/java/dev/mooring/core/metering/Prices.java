package dev.mooring.core.metering;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The prices of AWS IoT Core in us-east-1, in US dollars, without the free tier of the first year.
 *
 * <p><b>Not compared with AWS's price table</b>, which shows the prices of a region only in a browser. They are as commonly
 * known, and second-hand sources agree as far as they go: AWS's worked example for Ireland has 0.08 and 1.00, others have 1.25
 * for the registry and 0.15 for rules triggered. The price of actions and the second and third tier of messaging have no such
 * support; in regions that are dearer by a fifth, all three tiers are. Whoever compares them with AWS's page says so here, and
 * changes {@link #NOTED_ON} and {@link #COMPARED_WITH_AWS}.
 *
 * @see <a href="https://aws.amazon.com/iot-core/pricing/">AWS IoT Core pricing</a>
 * @see <a href="https://aws.amazon.com/iot-core/pricing/additional-details/">AWS: metering details</a>
 */
public final class Prices {
    public static final String REGION = "us-east-1";

    /** When they were written down here. */
    public static final LocalDate NOTED_ON = LocalDate.of(2026, 11, 24);

    /** Whether somebody has compared them with AWS's own price table on that day. */
    public static final boolean COMPARED_WITH_AWS = false;

    /** Of a million minutes of connection. */
    public static final Price CONNECTIVITY = Price.flat("0.08");

    /** Of a million messages of 5 KB. */
    public static final Price MESSAGING = new Price(List.of(
            new Price.Tier(1_000_000_000L, new BigDecimal("1.00")),
            new Price.Tier(5_000_000_000L, new BigDecimal("0.80")),
            new Price.Tier(Long.MAX_VALUE, new BigDecimal("0.70"))));

    /** Of a million rules triggered. */
    public static final Price RULES = Price.flat("0.15");

    /** Of a million actions executed. */
    public static final Price ACTIONS = Price.flat("0.15");

    /** Of a million operations on the registry and on shadows. */
    public static final Price REGISTRY = Price.flat("1.25");

    private Prices() {}
}
