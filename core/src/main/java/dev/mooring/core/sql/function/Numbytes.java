package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Int;
import java.nio.charset.StandardCharsets;

/** {@code numbytes(String)}. */
final class Numbytes {
    static final SqlFunction FUNCTION = SqlFunction.of("numbytes(String)")
            .says("Returns the number of bytes of a string in UTF-8.")
            .newer()
            .example("numbytes(\"hi\")", "2")
            .example("numbytes(\"€\")", "3")
            .text(text -> Int.of(text.getBytes(StandardCharsets.UTF_8).length));

    private Numbytes() {}
}
