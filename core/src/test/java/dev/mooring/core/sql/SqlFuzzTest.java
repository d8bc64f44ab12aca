package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random statements, well-formed and broken, on random payloads. Whatever happens is an outcome or a
 * {@link SqlParseException}; a result that calls itself JSON is JSON.
 */
class SqlFuzzTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final String[] WORDS = {
        "SELECT", "VALUE", "FROM", "WHERE", "AS", "AND", "OR", "NOT", "IN", "EXISTS", "CASE", "WHEN", "THEN", "ELSE",
        "END", "SET", "@v", "cast", "Int", "*", "(", ")", "[", "]", "{", "}", ",", ".", ":", "=", "<>", "<", ">=", "+",
        "-", "/", "%", "a", "b", "e", "true", "null", "1", "2.50", "1E999", "'a'", "\"b\"", "'a/b'", "topic", "get",
        "concat", "${", "\0", "é", "😀", "'", ";"
    };
    private static final String[] PAYLOADS = {
        "{\"a\":1,\"b\":\"x\",\"e\":[{\"a\":1,\"b\":[1,2]},{\"a\":2.5},7],\"d\":{\"a\":{\"b\":true}}}",
        "{\"a\":\"12.5\",\"b\":null,\"e\":{\"a\":1e400,\"b\":-0.0},\"d\":[]}",
        "{\"a\":[],\"b\":{},\"e\":\"2020-01-01\",\"d\":\"aGk=\"}",
        "[1,[2,{\"a\":3}]]",
        "\"text\"",
        "",
        "\u0000binary"
    };
    private static final String[] FUNCTIONS = functions();

    @Test
    void brokenStatementsAreParseExceptions() {
        Random random = new Random(7);
        List<String> good = goodStatements();
        for (int round = 0; round < ROUNDS; round++) {
            String sql = random.nextBoolean() ? words(random) : mutate(good.get(random.nextInt(good.size())), random);
            try {
                check(SqlStatement.parse(sql, version(random)), random, sql);
            } catch (SqlParseException e) {
                assertThat(e.getMessage()).startsWith("Expected ").endsWith(" column " + e.column());
                assertThat(e.offset()).isBetween(0, sql.length());
            }
        }
    }

    @Test
    void wellFormedStatementsAlwaysHaveAnOutcome() {
        Random random = new Random(8);
        for (int round = 0; round < ROUNDS; round++) {
            String sql = "SET @v = " + expression(random, 3) + " SELECT " + (random.nextInt(5) == 0 ? "*, " : "")
                    + expression(random, 4) + " AS x, @v AS v FROM 'a/b'"
                    + (random.nextInt(3) == 0 ? " WHERE isUndefined(" + expression(random, 3) + ")" : "");
            check(SqlStatement.parse(sql, SqlVersion.V2016_03_23), random, sql);
        }
    }

    @Test
    void templatesNeverThrowAnythingElse() {
        Random random = new Random(9);
        for (int round = 0; round < ROUNDS; round++) {
            String text = random.nextBoolean()
                    ? "x${" + expression(random, 3) + "}y"
                    : "x${" + words(random) + "}" + words(random);
            try {
                Template.parse(text, version(random)).render(input(random));
            } catch (SqlParseException e) {
                assertThat(e.getMessage()).startsWith("Expected ");
            }
        }
    }

    private static void check(SqlStatement statement, Random random, String sql) {
        SqlInput input = input(random);
        if (statement.evaluate(input) instanceof SqlOutcome.Output output && output.json()) {
            assertThat(JSON.readTree(output.payload())).as(sql).isNotNull();
        }
    }

    private static SqlInput input(Random random) {
        byte[] payload = PAYLOADS[random.nextInt(PAYLOADS.length)].getBytes(StandardCharsets.UTF_8);
        return Messages.input("things/t/x", payload, SqlServices.NONE);
    }

    private static SqlVersion version(Random random) {
        return random.nextInt(4) == 0 ? SqlVersion.V2015_10_08 : SqlVersion.V2016_03_23;
    }

    private static String words(Random random) {
        StringBuilder sql = new StringBuilder(random.nextBoolean() ? "SELECT " : "");
        for (int i = random.nextInt(12); i >= 0; i--) {
            sql.append(WORDS[random.nextInt(WORDS.length)]).append(random.nextInt(4) == 0 ? "" : " ");
        }
        return sql.toString();
    }

    private static String mutate(String sql, Random random) {
        StringBuilder mutated = new StringBuilder(sql);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.deleteCharAt(at);
                case 1 -> mutated.insert(at, WORDS[random.nextInt(WORDS.length)]);
                default -> mutated.setCharAt(at, (char) random.nextInt(0x250));
            }
        }
        return mutated.toString();
    }

    private static String expression(Random random, int depth) {
        if (depth == 0) {
            return switch (random.nextInt(12)) {
                case 0 -> "a";
                case 1 -> "b";
                case 2 -> "e";
                case 3 -> "d.a.b";
                case 4 -> "'x'";
                case 5 -> "'" + (random.nextInt(2000) - 1000) / 8.0 + "'";
                case 6 -> Integer.toString(random.nextInt(50) - 5);
                case 7 -> (random.nextInt(200) - 100) + ".5";
                case 8 -> "1E" + (random.nextInt(2100) - 1050);
                case 9 -> "null";
                case 10 -> "true";
                default -> "nokey";
            };
        }
        String left = expression(random, random.nextInt(depth));
        String right = expression(random, random.nextInt(depth));
        return switch (random.nextInt(13)) {
            case 0 -> "(" + left + " + " + right + ")";
            case 1 -> left + " * " + right;
            case 2 -> "(" + left + " - " + right + ") / " + left;
            case 3 -> left + " % " + right;
            case 4 -> "(" + left + (random.nextBoolean() ? " = " : " < ") + right + ")";
            case 5 -> "(NOT " + left + " OR " + right + ")";
            case 6 -> "[" + left + ", " + right + "]";
            case 7 -> "{'a': " + left + ", 'b': " + right + "}";
            case 8 ->
                "(SELECT " + (random.nextBoolean() ? "VALUE a" : "*, a AS q") + " FROM e AS r WHERE " + left + " <> "
                        + right + ")";
            case 9 -> "CASE " + left + " WHEN " + right + " THEN 1 ELSE " + right + " END";
            case 10 ->
                "cast(" + left + " as " + new String[] {"Int", "String", "Decimal", "Bool", "Double"}[random.nextInt(5)]
                        + ")";
            default -> call(random, depth);
        };
    }

    private static String call(Random random, int depth) {
        StringBuilder call = new StringBuilder(FUNCTIONS[random.nextInt(FUNCTIONS.length)]).append('(');
        int arguments = random.nextInt(4);
        for (int i = 0; i < arguments; i++) {
            call.append(i > 0 ? ", " : "");
            call.append(i == 0 && random.nextInt(6) == 0 ? "*" : expression(random, random.nextInt(depth)));
        }
        return call.append(')').toString();
    }

    private static String[] functions() {
        return dev.mooring.core.sql.function.FunctionRegistry.STANDARD.all().stream()
                .filter(function -> !function.isExternal())
                .map(function -> function.name())
                .toArray(String[]::new);
    }

    private static List<String> goodStatements() {
        try (var file = SqlFuzzTest.class.getResourceAsStream("/sql/cases.json")) {
            List<String> statements = new ArrayList<>();
            for (JsonNode one : JSON.readTree(file)) {
                statements.add(one.get("sql").asString());
            }
            return statements;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
