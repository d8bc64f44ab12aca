package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code accountid()}. */
final class Accountid {
    static final SqlFunction FUNCTION = SqlFunction.of("accountid()")
            .says("Returns the account that owns the rule.")
            .exampleLike("accountid()", "[0-9]{12}")
            .values(
                    0,
                    0,
                    (_, context) ->
                            new SqlValue.Text(context.input().message().tenant().account()));

    private Accountid() {}
}
