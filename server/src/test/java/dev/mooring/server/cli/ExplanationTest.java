package dev.mooring.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.mooring.server.data.DataDirectory;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationTest {
    @TempDir
    private Path parent;

    @Test
    void aDataDirectoryThatCannotBeMadeIsOneSentence() throws Exception {
        Path file = Files.createFile(parent.resolve("file"));
        assertThat(explained(() -> new DataDirectory(file).create()))
                .contains("cannot make the directory " + file + ": " + file + " is not a directory");
    }

    @Test
    void aFileThatIsNoDatabaseIsOneSentence() throws Exception {
        Path file = Files.writeString(parent.resolve("mooring.db"), "no database at all, ".repeat(100));
        assertThat(explained(() -> SqlStore.open(new Location.SqliteFile(file), Durability.OS)))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("file is not a database").doesNotContain("\n"));
    }

    @Test
    void aDatabaseServerThatIsNotThereIsOneSentence() {
        assertThat(explained(() ->
                        SqlStore.open(new Location.PostgreSql("jdbc:postgresql://127.0.0.1:1/mooring"), Durability.OS)))
                .hasValueSatisfying(text -> assertThat(text).contains("refused").doesNotContain("\n"));
    }

    @Test
    void aFailureOfOursKeepsItsStackTrace() {
        assertThat(Explanation.of(new IllegalArgumentException("a bug"))).isEmpty();
        assertThat(Explanation.of(new NullPointerException())).isEmpty();
    }

    private static Optional<String> explained(ThrowingCallable failing) {
        return Explanation.of(catchThrowable(failing));
    }
}
