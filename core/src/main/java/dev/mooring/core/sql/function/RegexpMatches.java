package dev.mooring.core.sql.function;

import com.google.re2j.Pattern;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** {@code regexp_matches(String, String)}. */
final class RegexpMatches {
    static final SqlFunction FUNCTION = SqlFunction.of("regexp_matches(String, String)")
            .says(
                    "Returns whether the first string contains a match of the regular expression. An expression that is not "
                            + "valid gives Undefined; look-around and back-references are not.")
            .example("regexp_matches(\"aaaa\", \"a{2,}\")", "true")
            .example("regexp_matches(\"aaaa\", \"b\")", "false")
            .exampleUndefined("regexp_matches(\"a\", \"(\")")
            .perCall(2, 2, RegexpMatches::body);

    private RegexpMatches() {}

    private static SqlFunction.Body body() {
        Regexes regexes = new Regexes();
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            String regex = context.text(arguments[1]);
            if (text == null || regex == null) {
                return SqlValue.UNDEFINED;
            }
            Optional<Pattern> pattern = regexes.pattern(regex);
            if (pattern.isEmpty()) {
                return SqlValue.UNDEFINED;
            }
            Regexes.charge(text, regex, context);
            return SqlValue.Bool.of(pattern.get().matcher(text).find());
        };
    }
}
