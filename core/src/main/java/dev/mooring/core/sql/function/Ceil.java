package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import java.math.RoundingMode;

/** {@code ceil(Decimal)}. */
final class Ceil {
    static final SqlFunction FUNCTION = SqlFunction.of("ceil(Decimal)")
            .says("Rounds a number up to the nearest Int.")
            .example("ceil(1.2)", "2")
            .example("ceil(-1.2)", "-1")
            .number(number -> Conversions.round(number, RoundingMode.CEILING));

    private Ceil() {}
}
