package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import java.math.BigInteger;

/** {@code bitxor(Int, Int)}. */
final class Bitxor {
    static final SqlFunction FUNCTION = SqlFunction.of("bitxor(Int, Int)")
            .says("Performs a bitwise XOR. Arguments are rounded down to Int first.")
            .example("bitxor(13, 5)", "8")
            .numbers((first, second) -> Arithmetic.bits(first, second, BigInteger::xor));

    private Bitxor() {}
}
