package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;

/** {@code trunc(Decimal, Int)}. */
final class Trunc {
    static final SqlFunction FUNCTION = SqlFunction.of("trunc(Decimal, Int)")
            .says(
                    "Truncates the first argument to as many decimal places as the second says, from 0 to 34, and strips trailing zeros.")
            .example("trunc(2.3, 0)", "2")
            .example("trunc(2.3123, 2)", "2.31")
            .example("trunc(2.888, 2)", "2.88")
            .example("trunc(2.00, 5)", "2")
            .values(2, 2, (arguments, _) -> {
                SqlValue.Num number = Conversions.toNumber(arguments[0]);
                return number != null && arguments[1] instanceof SqlValue.Num places
                        ? Arithmetic.truncate(number, Math.clamp(Conversions.clampedInt(places), 0, 34))
                        : SqlValue.UNDEFINED;
            });

    private Trunc() {}
}
