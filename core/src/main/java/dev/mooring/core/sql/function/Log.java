package dev.mooring.core.sql.function;

/** {@code log(Decimal)}. */
final class Log {
    static final SqlFunction FUNCTION = SqlFunction.of("log(Decimal)")
            .says("Returns the logarithm of a number to base 10. The argument is rounded to double precision.")
            .example("log(100)", "2")
            .real(Math::log10);

    private Log() {}
}
