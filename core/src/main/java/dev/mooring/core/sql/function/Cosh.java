package dev.mooring.core.sql.function;

/** {@code cosh(Decimal)}. */
final class Cosh {
    static final SqlFunction FUNCTION = SqlFunction.of("cosh(Decimal)")
            .says("Returns the hyperbolic cosine of a number. The argument is rounded to double precision.")
            .example("cosh(2.3)", "5.037220649268761")
            .real(Math::cosh);

    private Cosh() {}
}
