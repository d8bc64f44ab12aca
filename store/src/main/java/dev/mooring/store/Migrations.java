package dev.mooring.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date with Flyway. Flyway costs a few hundred milliseconds even when there is nothing to do,
 * so an up-to-date schema is recognised first by one query of Flyway's own history table.
 */
final class Migrations {
    /**
     * Every {@code V…} in {@code db/migration}; a test keeps this true. A set, not the highest: branches that add
     * migrations side by side reach a database in either order.
     */
    static final Set<String> VERSIONS = Set.of("1", "2", "3", "4", "5", "6", "7", "12", "13", "14", "20", "30");

    private Migrations() {}

    /** @param isSqlite SQLite keeps rows in the primary key's own tree where {@code ${by_key}} says so; others do without */
    static void apply(DataSource source, boolean isSqlite) {
        if (isUpToDate(source)) {
            return;
        }
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("by_key", isSqlite ? "WITHOUT ROWID" : ""))
                    .outOfOrder(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException("the schema cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    private static boolean isUpToDate(DataSource source) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version, success FROM flyway_schema_history")) {
            Set<String> applied = new HashSet<>();
            while (row.next()) {
                if (!row.getBoolean(2)) {
                    return false;
                }
                applied.add(row.getString(1));
            }
            return applied.equals(VERSIONS);
        } catch (SQLException e) {
            return false; // No history yet: a new database.
        }
    }
}
