package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code startswith(String, String)}. */
final class Startswith {
    static final SqlFunction FUNCTION = SqlFunction.of("startswith(String, String)")
            .says("Returns whether the first string starts with the second.")
            .example("startswith(\"ranger\", \"ran\")", "true")
            .exampleUndefined("startswith(missing, \"a\")")
            .texts((text, prefix) -> SqlValue.Bool.of(text.startsWith(prefix)));

    private Startswith() {}
}
