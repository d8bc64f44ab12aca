package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import java.math.BigInteger;

/** {@code bitand(Int, Int)}. */
final class Bitand {
    static final SqlFunction FUNCTION = SqlFunction.of("bitand(Int, Int)")
            .says("Performs a bitwise AND. Arguments are rounded down to Int first.")
            .example("bitand(13, 5)", "5")
            .example("bitand(\"13.7\", 5.2)", "5")
            .numbers((first, second) -> Arithmetic.bits(first, second, BigInteger::and));

    private Bitand() {}
}
