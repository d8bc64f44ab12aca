package dev.mooring.core.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.Messages;
import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.SqlVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/reference/sql.md true: its functions come from their own descriptions and examples, which are tests too. Run
 * with {@code -Dmooring.write-docs=true} to write it anew.
 */
class SqlPageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/reference/sql.md");
    private static final String LANGUAGE = "/sql/language.md";

    @Test
    void thePageDescribesTheFunctionsThatThereAre() throws IOException {
        String page = page();
        if (Boolean.getBoolean("mooring.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/reference/sql.md is out of date: run mvn test -pl core -Dtest=SqlPageTest"
                        + " -Dmooring.write-docs=true")
                .isEqualTo(page);
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder();
        try (var language = SqlPageTest.class.getResourceAsStream(LANGUAGE)) {
            page.append(new String(language.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
        }
        page.append(
                "\n## Functions\n\nExamples are evaluated on this message, published to `things/myThings/thingOne` by the"
                        + " MQTT client `thing-1`:\n\n```json\n");
        page.append(Messages.EXAMPLE_PAYLOAD).append("\n```\n\n");
        List<SqlFunction> all = FunctionRegistry.STANDARD.all();
        page.append(all.size())
                .append(
                        " functions. Those marked V2 need `awsIotSqlVersion` 2016-03-23. A call with the wrong number of"
                                + " arguments, or with arguments that do not convert, is Undefined.\n");
        for (SqlFunction function : all) {
            page.append("\n### ").append(function.usage()).append('\n');
            page.append('\n');
            if (function.since() != SqlVersion.V2015_10_08) {
                page.append("V2. ");
            }
            page.append(function.description());
            if (function.isExternal()) {
                page.append(" Asks another service; see [below](#functions-that-ask-other-services).");
            }
            page.append('\n');
            if (!function.examples().isEmpty()) {
                page.append("\n| call | gives |\n|---|---|\n");
                function.examples().forEach(example -> page.append("| ")
                        .append(code(example.expression()))
                        .append(" | ")
                        .append(result(example))
                        .append(" |\n"));
            }
        }
        page.append("""

                ## Limits

                | what | at most | beyond |
                |---|---:|---|
                | characters of a statement or template | %,d | refused |
                | nesting of expressions | %d | refused |
                | variables of SET | %d | refused |
                | nesting of arrays and objects in a payload | %d | the payload counts as not JSON |
                | characters of a number in a payload | %,d | the payload counts as not JSON |
                | characters of a string that an expression builds | %,d | Undefined |
                | bytes of a result | %,d | the evaluation fails |
                | steps of work (rows, elements, stretches of text) | %,d | the evaluation fails |
                | characters of a regular expression | %,d | Undefined |
                """.formatted(
                        SqlLimits.STATEMENT_CHARS,
                        SqlLimits.EXPRESSION_DEPTH,
                        SqlLimits.VARIABLES,
                        SqlLimits.JSON_DEPTH,
                        SqlLimits.JSON_NUMBER_CHARS,
                        SqlLimits.TEXT_CHARS,
                        SqlLimits.OUTPUT_BYTES,
                        SqlLimits.STEPS,
                        SqlLimits.PATTERN_CHARS));
        return page.toString();
    }

    private static String result(Example example) {
        if (example.result().isEmpty()) {
            return "Undefined";
        }
        return (example.pattern() ? "matches " : "") + code(example.result().get());
    }

    /** In a table's cell; a text with back-ticks needs longer ones around it. */
    private static String code(String text) {
        String fence = text.contains("`") ? "``" : "`";
        return fence + text.replace("|", "\\|") + fence;
    }
}
