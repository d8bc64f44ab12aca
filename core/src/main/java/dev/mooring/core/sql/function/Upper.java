package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;
import java.util.Locale;

/** {@code upper(String)}. */
final class Upper {
    static final SqlFunction FUNCTION = SqlFunction.of("upper(String)")
            .says("Returns a string in upper case.")
            .example("upper(\"hello\")", "\"HELLO\"")
            .example("upper([\"hello\"])", "\"[\\\"HELLO\\\"]\"")
            .text(text -> new SqlValue.Text(text.toUpperCase(Locale.ROOT)));

    private Upper() {}
}
