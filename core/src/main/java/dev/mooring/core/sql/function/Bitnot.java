package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;

/** {@code bitnot(Int)}. */
final class Bitnot {
    static final SqlFunction FUNCTION = SqlFunction.of("bitnot(Int)")
            .says("Performs a bitwise NOT in two's complement. The argument is rounded down to Int first.")
            .example("bitnot(13)", "-14")
            .example("bitand(bitnot(13), 15)", "2")
            .number(number -> Arithmetic.bits(number, number, (first, _) -> first.not()));

    private Bitnot() {}
}
