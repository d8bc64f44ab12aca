package dev.mooring.core.sql.function;

/** {@code sin(Decimal)}. */
final class Sin {
    static final SqlFunction FUNCTION = SqlFunction.of("sin(Decimal)")
            .says("Returns the sine of a number in radians. The argument is rounded to double precision.")
            .example("sin(0)", "0")
            .real(Math::sin);

    private Sin() {}
}
