package dev.mooring.core.sql.function;

/** {@code cos(Decimal)}. */
final class Cos {
    static final SqlFunction FUNCTION = SqlFunction.of("cos(Decimal)")
            .says("Returns the cosine of a number in radians. The argument is rounded to double precision.")
            .example("cos(0)", "1")
            .real(Math::cos);

    private Cos() {}
}
