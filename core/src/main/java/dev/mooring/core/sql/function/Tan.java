package dev.mooring.core.sql.function;

/** {@code tan(Decimal)}. */
final class Tan {
    static final SqlFunction FUNCTION = SqlFunction.of("tan(Decimal)")
            .says("Returns the tangent of a number in radians. The argument is rounded to double precision.")
            .example("tan(3)", "-0.1425465430742778")
            .real(Math::tan);

    private Tan() {}
}
