package dev.mooring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    private Path directory;

    @Override
    Store open() {
        return SqlStore.open(new Location.SqliteFile(directory.resolve("mooring.db")), Durability.FSYNC);
    }

    @Test
    void nobodyElseCanReadTheFiles() throws IOException {
        try (var files = Files.list(directory)) {
            assertThat(files).isNotEmpty().allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------"));
        }
    }

    @Test
    void whenItIsClosedTheFileIsTheWholeState() throws IOException {
        put(HERE, thing("pi", Map.of()));
        store.close();
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve("mooring.db"));
        }
    }

    @Test
    void theQuickCheckKnowsEveryMigration() throws Exception {
        Path migrations = Path.of(Store.class.getResource("/db/migration").toURI());
        try (var files = Files.list(migrations)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("^V(\\d+)__.*$", "$1")))
                    .containsExactlyInAnyOrderElementsOf(Migrations.VERSIONS);
        }
    }

    @Test
    void aMigrationThatLandedAfterOneOfAHigherNumberIsMadeUpFor() throws Exception {
        store.close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("mooring.db"));
                var statement = connection.createStatement()) {
            statement.executeUpdate("DROP TABLE logging_options");
            statement.executeUpdate("DELETE FROM flyway_schema_history WHERE version = '3'");
        }
        store = open();
        assertThat(store.<List<Tenant>>read(Tables::tenantsWithLoggingOptions)).isEmpty();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Path file = directory.resolve("text.db");
        Files.writeString(file, "this is not a database, it is a text of some length, long enough for a header");
        assertThatThrownBy(() -> SqlStore.open(new Location.SqliteFile(file), Durability.FSYNC))
                .isInstanceOf(StoreException.class);
        assertThat(Files.readString(file)).startsWith("this is not a database");
    }

    @Test
    void aDirectoryThatDoesNotExistIsRefusedWithItsName() {
        Path file = directory.resolve("nowhere").resolve("mooring.db");
        assertThatThrownBy(() -> SqlStore.open(new Location.SqliteFile(file), Durability.FSYNC))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nowhere");
    }
}
