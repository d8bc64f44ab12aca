package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code isUndefined(AnyValue)}. */
final class IsUndefined {
    static final SqlFunction FUNCTION = SqlFunction.of("isUndefined(AnyValue)")
            .says("Returns whether the argument is Undefined.")
            .newer()
            .example("isUndefined(5)", "false")
            .example("isUndefined(floor([1, 2, 3]))", "true")
            .values(1, 1, (arguments, _) -> SqlValue.Bool.of(arguments[0] == SqlValue.UNDEFINED));

    private IsUndefined() {}
}
