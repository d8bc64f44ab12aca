package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code get_or_default(expression, defaultValue)}. */
final class GetOrDefault {
    static final SqlFunction FUNCTION = SqlFunction.of("get_or_default(expression, defaultValue)")
            .says(
                    "Returns the expression, or the default if the expression is Null, Undefined or fails; without a default it is Undefined then. The default may not call another service.")
            .newer()
            .example("get_or_default(missing, 5)", "5")
            .example("get_or_default(temperature, 5)", "23.5")
            .exampleUndefined("get_or_default(missing)")
            .values(
                    1,
                    2,
                    (arguments, _) -> arguments[0] != SqlValue.UNDEFINED && arguments[0] != SqlValue.NULL
                            ? arguments[0]
                            : arguments.length == 2 ? arguments[1] : SqlValue.UNDEFINED);

    private GetOrDefault() {}
}
