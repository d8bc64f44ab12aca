package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code rtrim(String)}. */
final class Rtrim {
    static final SqlFunction FUNCTION = SqlFunction.of("rtrim(String)")
            .says("Removes white space (tabs and spaces) at the end of a string.")
            .example("rtrim(\" h i \")", "\" h i\"")
            .text(text -> new SqlValue.Text(text.substring(0, Texts.afterLastNotBlank(text))));

    private Rtrim() {}
}
