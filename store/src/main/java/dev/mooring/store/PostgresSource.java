package dev.mooring.store;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL, or a distributed database that speaks its protocol. */
final class PostgresSource {
    private PostgresSource() {}

    static DataSource of(String jdbcUrl, Durability durability) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(jdbcUrl);
        source.setApplicationName("mooring");
        // Batches of queued messages as statements of many rows: fewer messages to the server for each.
        source.setReWriteBatchedInserts(true);
        if (durability == Durability.OS) {
            source.setOptions("-c synchronous_commit=off");
        }
        return source;
    }
}
