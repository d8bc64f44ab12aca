package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code regexp_matches(String, String)}. */
final class RegexpMatches {
    static final SqlFunction FUNCTION = SqlFunction.of("regexp_matches(String, String)")
            .says(
                    "Returns whether the first string contains a match of the regular expression. An expression that is not "
                            + "valid gives Undefined; look-around and back-references are not.")
            .example("regexp_matches(\"aaaa\", \"a{2,}\")", "true")
            .example("regexp_matches(\"aaaa\", \"b\")", "false")
            .exampleUndefined("regexp_matches(\"a\", \"(\")")
            .perCall(2, 2, () -> Regexes.search(matcher -> SqlValue.Bool.of(matcher.find())));

    private RegexpMatches() {}
}
