package dev.mooring.core.sql.function;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** {@code regexp_replace(String, String, String)}. */
final class RegexpReplace {
    static final SqlFunction FUNCTION = SqlFunction.of("regexp_replace(String, String, String)")
            .says(
                    "Replaces all matches of the regular expression in the first string. In the replacement $1 stands for "
                            + "the first group, and a backslash takes a $ or a backslash as it is.")
            .example("regexp_replace(\"abcd\", \"bc\", \"x\")", "\"axd\"")
            .example("regexp_replace(\"abcd\", \"b(.*)d\", \"$1\")", "\"ac\"")
            .exampleUndefined("regexp_replace(\"abcd\", \"b\", \"$1\")")
            .perCall(3, 3, RegexpReplace::body);

    private RegexpReplace() {}

    private static SqlFunction.Body body() {
        Regexes regexes = new Regexes();
        return (arguments, context) -> {
            String text = context.text(arguments[0]);
            String regex = context.text(arguments[1]);
            String replacement = context.text(arguments[2]);
            if (text == null || regex == null || replacement == null) {
                return SqlValue.UNDEFINED;
            }
            Optional<Pattern> pattern = regexes.pattern(regex);
            if (pattern.isEmpty() || !isValid(replacement, pattern.get().groupCount())) {
                return SqlValue.UNDEFINED;
            }
            Regexes.charge(text, regex, context);
            return replaceAll(pattern.get().matcher(text), text, replacement);
        };
    }

    private static SqlValue replaceAll(Matcher matcher, String text, String replacement) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        while (matcher.find()) {
            result.append(text, from, matcher.start());
            expand(replacement, matcher, result);
            if (result.length() > SqlLimits.TEXT_CHARS) {
                return SqlValue.UNDEFINED;
            }
            from = matcher.end();
        }
        return Texts.of(result.append(text, from, text.length()).toString());
    }

    private static void expand(String replacement, Matcher matcher, StringBuilder result) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\') {
                result.append(replacement.charAt(++i));
            } else if (c == '$') {
                int group = replacement.charAt(++i) - '0';
                // A second digit belongs to the group's number if there are that many groups, as in java.util.regex.
                while (i + 1 < replacement.length()
                        && isDigit(replacement.charAt(i + 1))
                        && group * 10 + (replacement.charAt(i + 1) - '0') <= matcher.groupCount()) {
                    group = group * 10 + (replacement.charAt(++i) - '0');
                }
                String matched = matcher.group(group);
                result.append(matched == null ? "" : matched);
            } else {
                result.append(c);
            }
        }
    }

    private static boolean isValid(String replacement, int groups) {
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\' || c == '$') {
                i++;
                if (i == replacement.length()) {
                    return false;
                }
                char next = replacement.charAt(i);
                if (c == '$' && (!isDigit(next) || next - '0' > groups)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
