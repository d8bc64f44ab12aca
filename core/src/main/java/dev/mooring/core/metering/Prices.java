package dev.mooring.core.metering;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The prices of AWS IoT Core in us-east-1, in US dollars, without the free tier of the first year. AWS changes prices seldom
 * and without notice here: whoever updates this file updates {@link #AS_OF} with it.
 *
 * @see <a href="https://aws.amazon.com/iot-core/pricing/">AWS IoT Core pricing</a>
 * @see <a href="https://aws.amazon.com/iot-core/pricing/additional-details/">AWS: metering details</a>
 */
public final class Prices {
    public static final String REGION = "us-east-1";

    /** When they were last compared with AWS's page. */
    public static final LocalDate AS_OF = LocalDate.of(2025, 11, 1);

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
