package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import java.math.RoundingMode;

/** {@code round(Decimal)}. */
final class Round {
    static final SqlFunction FUNCTION = SqlFunction.of("round(Decimal)")
            .says("Rounds a number to the nearest Int; halves go away from zero.")
            .example("round(1.2)", "1")
            .example("round(1.5)", "2")
            .example("round(-1.1)", "-1")
            .example("round(-1.5)", "-2")
            .number(number -> Conversions.round(number, RoundingMode.HALF_UP));

    private Round() {}
}
