package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlParseExceptionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|Expected SELECT or SET but found the end at line 1 column 1",
                "SELEC * FROM 'a'|Expected SELECT or SET but found 'SELEC' at line 1 column 1",
                "SELECT FROM 'a'|Expected an expression but found 'FROM' at line 1 column 8",
                "SELECT a, FROM 'a'|Expected an expression but found 'FROM' at line 1 column 11",
                "SELECT a b FROM 'a'|Expected ',', AS or FROM but found 'b' at line 1 column 10",
                "SELECT * FROM a/b|Expected a topic filter in quotes but found 'a' at line 1 column 15",
                "SELECT * FROM 'a' WHERE|Expected an expression but found the end at line 1 column 24",
                "SELECT * FROM 'a' WHER x|Expected WHERE or the end but found 'WHER' at line 1 column 19",
                "SELECT * FROM 'a' WHERE x = 1;|Expected a name, a number, a string or an operator but found ';' at line 1 column 30",
                "SELECT * FROM 'a|Expected a closing ' for the string at line 1 column 15",
                "SELECT * FROM 'a/#/b'|Expected a topic filter but found the string 'a/#/b': '#' must be the last level of topic filter 'a/#/b' at line 1 column 15",
                "SELECT * FROM 'a/b+'|Expected a topic filter but found the string 'a/b+': '+' must fill a whole level of topic filter 'a/b+' at line 1 column 15",
                "SELECT nope(1) FROM 'a'|Expected a function but there is no 'nope' at line 1 column 8",
                "SELECT (1 + 2 FROM 'a'|Expected ')' but found 'FROM' at line 1 column 15",
                "SELECT a.1 FROM 'a'|Expected the name of a member (other keys need get()) but found '1' at line 1 column 10",
                "SELECT 1a FROM 'a'|Expected the end of a number but found 'a' (a key that starts with a digit needs get()) at line 1 column 9",
                "SELECT a WHERE a != 1|Expected '<>' but found '!=' at line 1 column 18",
                "SELECT @a FROM 'a'|Expected a variable that SET has assigned but found '@a' at line 1 column 8",
                "SET @a = @a SELECT 1 AS b|Expected a variable that SET has assigned but found '@a' at line 1 column 10",
                "SET @a = 1, @a = 2 SELECT @a|Expected each variable once but found a second '@a' at line 1 column 13",
                "SET @a = 1 SET @b = 2 SELECT @a|Expected SELECT but found 'SET' at line 1 column 12",
                "SELECT CASE a END AS x FROM 'a'|Expected WHEN but found 'END' at line 1 column 15",
                "SELECT cast(a as Foo) FROM 'a'|Expected a type of SQL version 2016-03-23 but found 'Foo' at line 1 column 18",
                "SELECT VALUE a, b FROM 'a'|Expected one item after SELECT VALUE but found ',' at line 1 column 15",
                "SELECT a + * FROM 'a'|Expected an expression but found '*' (it stands alone in SELECT, or as an argument) at line 1 column 12",
                "SELECT {'a': 1, 'a': 2} AS o|Expected each key once but found a second 'a' at line 1 column 17",
                "SELECT {a: 1} AS o|Expected a key in quotes but found 'a' at line 1 column 9",
                "SELECT (SELECT a FROM 'x') AS o FROM 'a'|Expected the path of an array or an object but found the string 'x' at line 1 column 23",
                "SELECT get_or_default(a, aws_lambda('f', *)) AS x|Expected a default that calls no other service at line 1 column 26",
            })
    void saysWhatWasExpectedAndWhere(String sql, String message) {
        assertThatThrownBy(() -> SqlStatement.parse(sql, SqlVersion.V2016_03_23))
                .isInstanceOf(SqlParseException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT [1] AS a FROM 'a'",
                "SELECT {'a': 1} AS a FROM 'a'",
                "SELECT (SELECT a FROM b) AS c FROM 'a'",
                "SELECT 1 AS a FROM 'a' WHERE EXISTS (SELECT * FROM b)",
                "SELECT length(a) AS a FROM 'a'"
            })
    void theOlderVersionNamesTheVersionThatIsNeeded(String sql) {
        assertThatThrownBy(() -> SqlStatement.parse(sql, SqlVersion.V2015_10_08))
                .isInstanceOf(SqlParseException.class)
                .hasMessageContaining("which needs awsIotSqlVersion 2016-03-23 at line 1");
        assertThat(SqlStatement.parse(sql, SqlVersion.BETA).topicFilter()).contains("a");
    }

    @Test
    void countsLinesAndColumnsFromOne() {
        SqlParseException e = catchThrowableOfType(
                SqlParseException.class, () -> SqlStatement.parse("SELECT a\nFROM 'a'\n  WHEN b", SqlVersion.BETA));
        assertThat(e.line()).isEqualTo(3);
        assertThat(e.column()).isEqualTo(3);
        assertThat(e.offset()).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 8000})
    void deepExpressionsAreRefusedNotOverflowing(int depth) {
        for (String sql : new String[] {
            "SELECT " + "(".repeat(depth) + "a" + ")".repeat(depth) + " AS x",
            "SELECT a" + " + a".repeat(depth) + " AS x",
            "SELECT " + "NOT ".repeat(depth) + "a AS x",
            "SELECT " + "- ".repeat(depth) + "a AS x",
            "SELECT a" + ".a".repeat(depth) + " AS x",
            "SELECT " + "[".repeat(depth) + "]".repeat(depth) + " AS x",
            "SELECT " + "abs(".repeat(depth) + "1" + ")".repeat(depth) + " AS x",
            "SELECT " + "(SELECT VALUE a FROM b WHERE ".repeat(depth) + "a" + ")".repeat(depth) + " AS x"
        }) {
            assertThatThrownBy(() -> SqlStatement.parse(sql, SqlVersion.BETA))
                    .isInstanceOf(SqlParseException.class)
                    .hasMessageStartingWith("Expected at most 200 levels of expressions");
        }
    }

    @Test
    void anUnknownVersionNamesTheKnownOnes() {
        assertThatThrownBy(() -> SqlVersion.of("2020-01-01"))
                .hasMessage("no SQL version '2020-01-01': use 2016-03-23, 2015-10-08 or beta");
    }
}
