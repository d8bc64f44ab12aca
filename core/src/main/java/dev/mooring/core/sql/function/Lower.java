package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;
import java.util.Locale;

/** {@code lower(String)}. */
final class Lower {
    static final SqlFunction FUNCTION = SqlFunction.of("lower(String)")
            .says("Returns a string in lower case.")
            .example("lower(\"HELLO\")", "\"hello\"")
            .example("lower([\"HELLO\"])", "\"[\\\"hello\\\"]\"")
            .text(text -> new SqlValue.Text(text.toLowerCase(Locale.ROOT)));

    private Lower() {}
}
