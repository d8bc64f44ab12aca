package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Addresses that HTTP actions of rules may send to. */
public final class RuleDestinationTable {
    private final Rows rows;

    RuleDestinationTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<RuleDestinationRecord> find(String id) {
        return rows.first(
                "SELECT * FROM rule_destination WHERE" + MINE + "AND id = :id",
                b -> b.set("id", id),
                RuleDestinationTable::read);
    }

    public List<RuleDestinationRecord> all() {
        return rows.list("SELECT * FROM rule_destination WHERE" + MINE, b -> {}, RuleDestinationTable::read);
    }

    /** Inserts or replaces. */
    public void put(RuleDestinationRecord destination) {
        rows.update("""
                INSERT INTO rule_destination (account, region, id, confirmation_url, status, status_reason, token,
                    created_at, updated_at)
                VALUES (:account, :region, :id, :url, :status, :reason, :token, :createdAt, :updatedAt)
                ON CONFLICT (account, region, id) DO UPDATE SET status = excluded.status,
                    status_reason = excluded.status_reason, token = excluded.token, updated_at = excluded.updated_at
                """, b -> b.set("id", destination.id())
                .set("url", destination.confirmationUrl())
                .set("status", destination.status().name())
                .set("reason", destination.statusReason())
                .set("token", destination.token())
                .set("createdAt", destination.createdAt().toEpochMilli())
                .set("updatedAt", destination.updatedAt().toEpochMilli()));
    }

    public boolean delete(String id) {
        return rows.update("DELETE FROM rule_destination WHERE" + MINE + "AND id = :id", b -> b.set("id", id)) > 0;
    }

    /** In the order of their ids. */
    public Page<RuleDestinationRecord> list(Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM rule_destination WHERE" + MINE,
                "id",
                after,
                true,
                limit,
                b -> {},
                RuleDestinationTable::read,
                RuleDestinationRecord::id);
    }

    private static RuleDestinationRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new RuleDestinationRecord(
                row.getString("id"),
                row.getString("confirmation_url"),
                RuleDestinationRecord.Status.valueOf(row.getString("status")),
                row.getString("status_reason"),
                row.getString("token"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
