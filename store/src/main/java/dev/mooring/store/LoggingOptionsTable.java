package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import dev.mooring.core.Tenant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** A tenant's logging options: one JSON document, which the store does not read. */
public final class LoggingOptionsTable {
    private final Rows rows;

    LoggingOptionsTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<String> find() {
        return rows.first(
                "SELECT options FROM logging_options WHERE" + MINE,
                b -> {},
                (row, context) -> row.getString("options"));
    }

    /** Inserts or replaces. */
    public void put(String options) {
        rows.update("""
                INSERT INTO logging_options (account, region, options) VALUES (:account, :region, :options)
                ON CONFLICT (account, region) DO UPDATE SET options = excluded.options
                """, b -> b.set("options", options));
        rows.changed(Change.Kind.LOGGING_OPTIONS, "");
    }

    static List<Tenant> tenants(Handle handle) {
        try (Query query = handle.createQuery("SELECT account, region FROM logging_options")) {
            return query.map((row, context) -> new Tenant(row.getString("account"), row.getString("region")))
                    .list();
        }
    }
}
