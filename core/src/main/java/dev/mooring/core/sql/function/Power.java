package dev.mooring.core.sql.function;

/** {@code power(Decimal, Decimal)}. */
final class Power {
    static final SqlFunction FUNCTION = SqlFunction.of("power(Decimal, Decimal)")
            .says("Returns the first argument raised to the power of the second, in double precision.")
            .example("power(2, 5)", "32")
            .example("power(\"2\", 3)", "8")
            .reals(Math::pow);

    private Power() {}
}
