package dev.mooring.core.sql.function;

/** {@code exp(Decimal)}. */
final class Exp {
    static final SqlFunction FUNCTION = SqlFunction.of("exp(Decimal)")
            .says("Returns e raised to a power. The argument is rounded to double precision.")
            .example("exp(1)", "2.718281828459045")
            .real(Math::exp);

    private Exp() {}
}
