package dev.mooring.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {
    private static EmbeddedPostgres server;
    private static int databases;
    private String url = "";

    @BeforeAll
    static void startServer() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("full_page_writes", "off")
                .start();
    }

    @AfterAll
    static void stopServer() throws IOException {
        server.close();
    }

    @Override
    @BeforeEach
    void start() throws Exception {
        String name = "mooring_" + databases++;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'");
        }
        url = server.getJdbcUrl("postgres", name);
        super.start();
    }

    @Override
    Store open() throws SQLException {
        return SqlStore.open(new Location.PostgreSql(url), Durability.FSYNC);
    }

    @Test
    void aLostConnectionCostsOneGroupOfWritesAtMost() throws Exception {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'mooring'");
        }
        ThingRecord pi = thing("pi", Map.of());
        assertThatThrownBy(() -> put(HERE, pi)).isInstanceOf(StoreException.class);
        put(HERE, pi);
        Optional<ThingRecord> found = store.write(tables -> tables.things(HERE).find("pi"));
        assertThat(found).contains(pi);
    }
}
