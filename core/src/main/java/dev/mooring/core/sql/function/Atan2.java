package dev.mooring.core.sql.function;

/** {@code atan2(Decimal, Decimal)}. */
final class Atan2 {
    static final SqlFunction FUNCTION = SqlFunction.of("atan2(Decimal, Decimal)")
            .says(
                    "Returns the angle, in radians, between the positive x-axis and the point whose y is the first and whose x is the second argument.")
            .example("atan2(1, 0)", "1.5707963267948966")
            .reals(Math::atan2);

    private Atan2() {}
}
