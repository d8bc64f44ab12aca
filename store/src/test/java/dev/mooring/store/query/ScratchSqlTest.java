package dev.mooring.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ScratchSqlTest {
    private static final ScratchTable READINGS = new ScratchTable(
            "readings",
            List.of(
                    Map.of("Room", "kitchen", "t", 21.5, "open", true),
                    Map.of("Room", "attic", "t", 8L),
                    Map.of("Room", "say \"hi\", they said")));

    private final ScratchSql sql = new ScratchSql(Duration.ofSeconds(5), 1 << 20);

    @Test
    void answersQueriesOnRowsOfDifferentShapes() throws Exception {
        ScratchSql.Answer answer =
                sql.ask(List.of(READINGS), "SELECT room, t * 2 AS twice FROM readings WHERE t > 5 ORDER BY t");

        assertThat(answer.columns()).containsExactly("room", "twice");
        assertThat(answer.rows())
                .containsExactly(
                        List.of(Optional.of("attic"), Optional.of("16")),
                        List.of(Optional.of("kitchen"), Optional.of("43.0")));
        assertThat(sql.ask(List.of(READINGS), "SELECT count(*), max(t), open FROM readings WHERE open = true")
                        .rows())
                .containsExactly(List.of(Optional.of("1"), Optional.of("21.5"), Optional.of("1")));
        assertThat(sql.ask(List.of(READINGS), "SELECT t FROM readings WHERE t IS NULL")
                        .rows())
                .containsExactly(List.of(Optional.empty()));
        assertThat(sql.ask(List.of(new ScratchTable("none", List.of())), "SELECT count(*) FROM none")
                        .rows())
                .containsExactly(List.of(Optional.of("0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE readings",
                "ATTACH 'FILE' AS x",
                "INSERT INTO readings(t) VALUES (1)",
                "PRAGMA query_only = OFF",
                "WITH x AS (SELECT 1) INSERT INTO readings(t) SELECT 1 FROM x",
                "SELECT load_extension('FILE')",
                "SELECT * FROM absent",
                "SELECT 1; ATTACH 'FILE' AS x",
                "SELECT",
                ""
            })
    void refusesWhatIsNoQuery(String text, @TempDir Path directory) {
        Path file = directory.resolve("made");
        try {
            sql.ask(List.of(READINGS), text.replace("FILE", file.toString()));
            assertThat(text)
                    .as("only what follows a query may pass, and is not run")
                    .startsWith("SELECT 1;");
        } catch (ScratchException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
        assertThat(Files.exists(file)).isFalse();
    }

    @Test
    void stopsAQueryThatRunsForEver() {
        ScratchSql quick = new ScratchSql(Duration.ofMillis(100), 1 << 20);

        assertThatThrownBy(() -> quick.ask(
                        List.of(),
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"))
                .isInstanceOf(ScratchException.class)
                .hasMessageContaining("took longer");
    }

    @Test
    void stopsAnAnswerThatIsTooLarge() {
        assertThatThrownBy(() -> sql.ask(
                        List.of(),
                        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i, 'padding' FROM n"))
                .isInstanceOf(ScratchException.class)
                .hasMessageContaining("larger than");
        assertThatThrownBy(() -> sql.ask(List.of(), "SELECT hex(zeroblob(100000000))"))
                .isInstanceOf(ScratchException.class);
    }

    @Test
    void survivesAnyTextForAQuery() {
        Random random = new Random(7);
        String alphabet = "SELECT WITH FROM readings t room * ( ) , ' \" ; -- /* */ 1 = AND attach \0 é";
        String[] words = alphabet.split(" ");
        int runs = Integer.getInteger("mooring.fuzz", 2_000);
        for (int i = 0; i < runs; i++) {
            StringBuilder text = new StringBuilder("SELECT ");
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                sql.ask(List.of(READINGS), text.toString());
            } catch (ScratchException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }
}
