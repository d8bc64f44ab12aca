package dev.mooring.core.sql.function;

/** {@code ln(Decimal)}. */
final class Ln {
    static final SqlFunction FUNCTION = SqlFunction.of("ln(Decimal)")
            .says("Returns the natural logarithm of a number. The argument is rounded to double precision.")
            .example("ln(1)", "0")
            .exampleUndefined("ln(0)")
            .real(Math::log);

    private Ln() {}
}
