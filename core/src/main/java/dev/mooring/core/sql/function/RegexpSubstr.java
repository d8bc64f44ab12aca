package dev.mooring.core.sql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** {@code regexp_substr(String, String)}. */
final class RegexpSubstr {
    static final SqlFunction FUNCTION = SqlFunction.of("regexp_substr(String, String)")
            .says("Returns the first match of the regular expression in the first string; Undefined if there is none.")
            .example("regexp_substr(\"hihihello\", \"hi\")", "\"hi\"")
            .example("regexp_substr(\"hihihello\", \"(hi)*\")", "\"hihi\"")
            .exampleUndefined("regexp_substr(\"abc\", \"z\")")
            .perCall(2, 2, RegexpSubstr::body);

    private RegexpSubstr() {}

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
            Matcher matcher = pattern.get().matcher(text);
            return matcher.find() ? new SqlValue.Text(matcher.group()) : SqlValue.UNDEFINED;
        };
    }
}
