package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Int;

/** {@code length(String)}. */
final class Length {
    static final SqlFunction FUNCTION = SqlFunction.of("length(String)")
            .says("Returns the number of characters of a string.")
            .newer()
            .example("length(\"hi\")", "2")
            .example("length(false)", "5")
            .text(text -> Int.of(text.codePointCount(0, text.length())));

    private Length() {}
}
