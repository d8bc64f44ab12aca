package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code regexp_substr(String, String)}. */
final class RegexpSubstr {
    static final SqlFunction FUNCTION = SqlFunction.of("regexp_substr(String, String)")
            .says("Returns the first match of the regular expression in the first string; Undefined if there is none.")
            .example("regexp_substr(\"hihihello\", \"hi\")", "\"hi\"")
            .example("regexp_substr(\"hihihello\", \"(hi)*\")", "\"hihi\"")
            .exampleUndefined("regexp_substr(\"abc\", \"z\")")
            .perCall(
                    2,
                    2,
                    () -> Regexes.search(
                            matcher -> matcher.find() ? new SqlValue.Text(matcher.group()) : SqlValue.UNDEFINED));

    private RegexpSubstr() {}
}
