package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;

/** {@code mod(Decimal, Decimal)}. */
final class Mod {
    static final SqlFunction FUNCTION = SqlFunction.of("mod(Decimal, Decimal)")
            .says(
                    "Returns the remainder of the division of the first argument by the second, as the operator % does. By zero it is Undefined.")
            .example("mod(8, 3)", "2")
            .example("mod(8.5, 3)", "2.5")
            .exampleUndefined("mod(1, 0)")
            .numbers(Arithmetic::remainder);

    private Mod() {}
}
