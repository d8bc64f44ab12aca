package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Int;

/** {@code indexof(String, String)}. */
final class Indexof {
    static final SqlFunction FUNCTION = SqlFunction.of("indexof(String, String)")
            .says("Returns where the second string stands in the first, from 0, or -1 if it does not.")
            .newer()
            .example("indexof(\"abcd\", \"bc\")", "1")
            .example("indexof(\"abcd\", \"z\")", "-1")
            .texts((text, part) -> {
                int index = text.indexOf(part);
                return Int.of(index < 0 ? -1 : text.codePointCount(0, index));
            });

    private Indexof() {}
}
