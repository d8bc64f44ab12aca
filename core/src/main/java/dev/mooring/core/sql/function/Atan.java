package dev.mooring.core.sql.function;

/** {@code atan(Decimal)}. */
final class Atan {
    static final SqlFunction FUNCTION = SqlFunction.of("atan(Decimal)")
            .says("Returns the inverse tangent of a number, in radians. The argument is rounded to double precision.")
            .example("atan(0)", "0")
            .example("atan(1)", "0.7853981633974483")
            .real(Math::atan);

    private Atan() {}
}
