package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code isNull(AnyValue)}. */
final class IsNull {
    static final SqlFunction FUNCTION = SqlFunction.of("isNull(AnyValue)")
            .says("Returns whether the argument is Null.")
            .example("isNull(5)", "false")
            .example("isNull(Null)", "true")
            .example("isNull(missing)", "false")
            .values(1, 1, (arguments, _) -> SqlValue.Bool.of(arguments[0] == SqlValue.NULL));

    private IsNull() {}
}
