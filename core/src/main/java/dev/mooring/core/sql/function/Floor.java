package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;

/** {@code floor(Decimal)}. */
final class Floor {
    static final SqlFunction FUNCTION = SqlFunction.of("floor(Decimal)")
            .says("Rounds a number down to the nearest Int.")
            .example("floor(1.2)", "1")
            .example("floor(-1.2)", "-2")
            .exampleUndefined("floor([1, 2, 3])")
            .number(Conversions::floor);

    private Floor() {}
}
