package dev.mooring.core.sql.function;

/** {@code sinh(Decimal)}. */
final class Sinh {
    static final SqlFunction FUNCTION = SqlFunction.of("sinh(Decimal)")
            .says("Returns the hyperbolic sine of a number. The argument is rounded to double precision.")
            .example("sinh(2.3)", "4.936961805545957")
            .real(Math::sinh);

    private Sinh() {}
}
