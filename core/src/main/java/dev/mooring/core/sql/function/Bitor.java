package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import java.math.BigInteger;

/** {@code bitor(Int, Int)}. */
final class Bitor {
    static final SqlFunction FUNCTION = SqlFunction.of("bitor(Int, Int)")
            .says("Performs a bitwise OR. Arguments are rounded down to Int first.")
            .example("bitor(8, 5)", "13")
            .numbers((first, second) -> Arithmetic.bits(first, second, BigInteger::or));

    private Bitor() {}
}
