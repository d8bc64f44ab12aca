package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Arithmetic;
import dev.mooring.core.sql.value.SqlValue;

/** {@code abs(Decimal)}. */
final class Abs {
    static final SqlFunction FUNCTION = SqlFunction.of("abs(Decimal)")
            .says("Returns the absolute value of a number.")
            .example("abs(-5)", "5")
            .example("abs(\"-5.123\")", "5.123")
            .exampleUndefined("abs(true)")
            .number(number -> Arithmetic.signum(number) < 0 ? Arithmetic.negate(number) : (SqlValue) number);

    private Abs() {}
}
