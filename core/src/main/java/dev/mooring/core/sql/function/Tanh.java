package dev.mooring.core.sql.function;

/** {@code tanh(Decimal)}. */
final class Tanh {
    static final SqlFunction FUNCTION = SqlFunction.of("tanh(Decimal)")
            .says("Returns the hyperbolic tangent of a number. The argument is rounded to double precision.")
            .example("tanh(2.3)", "0.9800963962661914")
            .real(Math::tanh);

    private Tanh() {}
}
