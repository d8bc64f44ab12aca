package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code endswith(String, String)}. */
final class Endswith {
    static final SqlFunction FUNCTION = SqlFunction.of("endswith(String, String)")
            .says("Returns whether the first string ends with the second.")
            .example("endswith(\"cat\", \"at\")", "true")
            .example("endswith(\"cat\", \"ca\")", "false")
            .texts((text, suffix) -> SqlValue.Bool.of(text.endsWith(suffix)));

    private Endswith() {}
}
