package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import dev.mooring.core.Tenant;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** The resources of stand-ins: few and small, so one table serves all kinds. */
public final class TargetResourceTable {
    private static final String OF_KIND = "SELECT * FROM target_resource WHERE" + MINE + "AND kind = :kind ";

    private final Rows rows;

    TargetResourceTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<TargetResource> find(String kind, String name) {
        return rows.first(
                OF_KIND + "AND name = :name", b -> b.set("kind", kind).set("name", name), TargetResourceTable::read);
    }

    /** Inserts or replaces; the time of creation stays. */
    public void put(TargetResource resource) {
        rows.update("""
                INSERT INTO target_resource (account, region, kind, name, body, created_at)
                VALUES (:account, :region, :kind, :name, :body, :createdAt)
                ON CONFLICT (account, region, kind, name) DO UPDATE SET body = excluded.body
                """, b -> b.set("kind", resource.kind())
                .set("name", resource.name())
                .set("body", resource.body())
                .set("createdAt", resource.createdAt().toEpochMilli()));
    }

    public boolean delete(String kind, String name) {
        return rows.update(
                        "DELETE FROM target_resource WHERE" + MINE + "AND kind = :kind AND name = :name",
                        b -> b.set("kind", kind).set("name", name))
                > 0;
    }

    /** Resources whose names begin with the prefix, in the order of their names. */
    public Page<TargetResource> list(String kind, String prefix, Optional<String> after, int limit) {
        return rows.page(
                OF_KIND + "AND substr(name, 1, :prefixLength) = :prefix",
                "name",
                after,
                true,
                limit,
                b -> b.set("kind", kind)
                        .set("prefix", prefix)
                        .set("prefixLength", prefix.codePointCount(0, prefix.length())),
                TargetResourceTable::read,
                TargetResource::name);
    }

    /** All of a kind whose names begin with the prefix, in the order of their names. */
    public List<TargetResource> all(String kind, String prefix) {
        return list(kind, prefix, Optional.empty(), Integer.MAX_VALUE - 1).items();
    }

    static List<Tenant> tenants(Handle handle, String kind) {
        try (Query query =
                handle.createQuery("SELECT DISTINCT account, region FROM target_resource WHERE kind = :kind")) {
            return query.bind("kind", kind)
                    .map((row, context) -> new Tenant(row.getString("account"), row.getString("region")))
                    .list();
        }
    }

    private static TargetResource read(ResultSet row, StatementContext context) throws SQLException {
        return new TargetResource(
                row.getString("kind"),
                row.getString("name"),
                row.getString("body"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
