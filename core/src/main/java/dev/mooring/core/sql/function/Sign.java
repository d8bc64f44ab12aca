package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import dev.mooring.core.sql.value.Int;

/** {@code sign(Decimal)}. */
final class Sign {
    static final SqlFunction FUNCTION = SqlFunction.of("sign(Decimal)")
            .says("Returns 1 for a positive number, -1 for a negative one, and 0 for 0.")
            .example("sign(-7)", "-1")
            .example("sign(0)", "0")
            .example("sign(13)", "1")
            .number(number -> Int.of(Arithmetic.signum(number)));

    private Sign() {}
}
