package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code ltrim(String)}. */
final class Ltrim {
    static final SqlFunction FUNCTION = SqlFunction.of("ltrim(String)")
            .says("Removes white space (tabs and spaces) at the start of a string.")
            .example("ltrim(\" h i \")", "\"h i \"")
            .text(text -> new SqlValue.Text(text.substring(Texts.firstNotBlank(text))));

    private Ltrim() {}
}
