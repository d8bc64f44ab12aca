package dev.mooring.core.sql.function;

/** {@code acos(Decimal)}. */
final class Acos {
    static final SqlFunction FUNCTION = SqlFunction.of("acos(Decimal)")
            .says("Returns the inverse cosine of a number, in radians. The argument is rounded to double precision.")
            .example("acos(0)", "1.5707963267948966")
            .exampleUndefined("acos(2)")
            .real(Math::acos);

    private Acos() {}
}
