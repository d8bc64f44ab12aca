package dev.mooring.core.sql.function;

/** {@code asin(Decimal)}. */
final class Asin {
    static final SqlFunction FUNCTION = SqlFunction.of("asin(Decimal)")
            .says("Returns the inverse sine of a number, in radians. The argument is rounded to double precision.")
            .example("asin(0)", "0")
            .exampleUndefined("asin(-2)")
            .real(Math::asin);

    private Asin() {}
}
