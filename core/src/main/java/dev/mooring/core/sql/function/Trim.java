package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code trim(String)}. */
final class Trim {
    static final SqlFunction FUNCTION = SqlFunction.of("trim(String)")
            .says("Removes white space at both ends of a string.")
            .example("trim(\" hi \")", "\"hi\"")
            .text(text -> new SqlValue.Text(text.strip()));

    private Trim() {}
}
