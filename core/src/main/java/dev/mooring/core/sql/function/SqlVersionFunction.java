package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code sql_version()}. */
final class SqlVersionFunction {
    static final SqlFunction FUNCTION = SqlFunction.of("sql_version()")
            .says("Returns the SQL version of the rule.")
            .example("sql_version()", "\"2016-03-23\"")
            .values(0, 0, (_, context) -> new SqlValue.Text(context.version().toString()));

    private SqlVersionFunction() {}
}
