package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code nanvl(AnyValue, AnyValue)}. */
final class Nanvl {
    static final SqlFunction FUNCTION = SqlFunction.of("nanvl(AnyValue, AnyValue)")
            .says("Returns the first argument, or the second if the first is Null or Undefined.")
            .example("nanvl(8, 3)", "8")
            .example("nanvl(missing, 3)", "3")
            .example("nanvl(\"abc\", 3)", "\"abc\"")
            .values(
                    2,
                    2,
                    (arguments, _) -> arguments[0] == SqlValue.UNDEFINED || arguments[0] == SqlValue.NULL
                            ? arguments[1]
                            : arguments[0]);

    private Nanvl() {}
}
