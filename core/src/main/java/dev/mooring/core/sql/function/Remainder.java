package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;

/** {@code remainder(Decimal, Decimal)}. */
final class Remainder {
    static final SqlFunction FUNCTION = SqlFunction.of("remainder(Decimal, Decimal)")
            .says("The same as mod().")
            .example("remainder(8, 3)", "2")
            .example("remainder(-7, 3)", "-1")
            .numbers(Arithmetic::remainder);

    private Remainder() {}
}
