package dev.mooring.core.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.Messages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexesTest {
    @ParameterizedTest
    @ValueSource(strings = {"(((a{999}){999}){999}){999}", "(a{1000}b{1000}){50}", "(?:(x{200}){200})+"})
    void repetitionsOfRepetitionsAreRefusedBeforeTheyTakeTheMemory(String regex) {
        assertThat(new Regexes().pattern(regex)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a{2,}", "^[0-9]{1,3}([.][0-9]{1,3}){3}$", "\\d{4}-\\d{2}", "(a|b)*c", "a\\{9999\\}"})
    void ordinaryExpressionsAreNot(String regex) {
        assertThat(new Regexes().pattern(regex)).isPresent();
    }

    @Test
    void theTextbookCaseOfABacktrackingBlowUpIsOverAtOnce() {
        String text = "a".repeat(5000) + "!";
        assertThat(Messages.result("SELECT regexp_matches(t, '^(a+)+$') AS v FROM 'x'", "{\"t\":\"" + text + "\"}"))
                .isEqualTo("{\"v\":false}");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "('ab'; '(a)(b)'; '$2$1'), |\"ba\"|",
                "('ab'; 'b*'; '-'), |\"-a--\"|",
                "('a.b'; '\\.'; '\\$'), |\"a$b\"|",
                "('ab'; '(a)|(x)'; '[$2]'), |\"[]b\"|",
                "('abc'; '(a)'; '$10'), |\"a0bc\"|"
            })
    void replacementsFollowJavasRules(String arguments, String expected) {
        assertThat(Messages.result("SELECT regexp_replace" + arguments.replace(';', ',') + " AS v FROM 'x'", "{}"))
                .isEqualTo("{\"v\":" + expected + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$", "$x", "\\", "$3"})
    void aReplacementThatIsNoneIsUndefined(String replacement) {
        assertThat(Messages.result("SELECT regexp_replace('ab', '(a)(b)', '" + replacement + "') AS v FROM 'x'", "{}"))
                .isEqualTo("{}");
    }
}
