package dev.mooring.core.sql.function;

/** {@code sqrt(Decimal)}. */
final class Sqrt {
    static final SqlFunction FUNCTION = SqlFunction.of("sqrt(Decimal)")
            .says(
                    "Returns the square root of a number; of a negative one it is Undefined. The argument is rounded to double precision.")
            .example("sqrt(9)", "3")
            .exampleUndefined("sqrt(-4)")
            .real(Math::sqrt);

    private Sqrt() {}
}
