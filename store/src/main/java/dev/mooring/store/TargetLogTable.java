package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Ordered logs of stand-ins, each with a name of its service's choice. */
public final class TargetLogTable {
    private static final String OF_LOG = "SELECT * FROM target_log WHERE" + MINE + "AND log = :log ";

    private final Rows rows;

    TargetLogTable(Rows rows) {
        this.rows = rows;
    }

    /** @param entry at a position that the log does not have yet */
    public void append(String log, TargetLogEntry entry) {
        rows.update(
                "INSERT INTO target_log (account, region, log, position, time, body)"
                        + " VALUES (:account, :region, :log, :position, :time, :body)",
                b -> b.set("log", log)
                        .set("position", entry.position())
                        .set("time", entry.time().toEpochMilli())
                        .set("body", entry.body()));
    }

    /** Entries after a position, oldest first. */
    public List<TargetLogEntry> after(String log, long position, int limit) {
        return rows.list(
                OF_LOG + "AND position > :position ORDER BY position LIMIT :limit",
                b -> b.set("log", log).set("position", position).set("limit", limit),
                TargetLogTable::read);
    }

    /** Entries before a position, newest first. */
    public List<TargetLogEntry> before(String log, long position, int limit) {
        return rows.list(
                OF_LOG + "AND position < :position ORDER BY position DESC LIMIT :limit",
                b -> b.set("log", log).set("position", position).set("limit", limit),
                TargetLogTable::read);
    }

    /** Entries with {@code from <= time < to}, oldest first; those of the same time in the order of their positions. */
    public List<TargetLogEntry> between(String log, Instant from, Instant to, int limit) {
        return rows.list(
                OF_LOG + "AND time >= :from AND time < :to ORDER BY time, position LIMIT :limit",
                b -> b.set("log", log)
                        .set("from", from.toEpochMilli())
                        .set("to", to.toEpochMilli())
                        .set("limit", limit),
                TargetLogTable::read);
    }

    /** The first entry at a time or later. */
    public Optional<TargetLogEntry> firstAt(String log, Instant time) {
        return rows.first(
                OF_LOG + "AND time >= :time ORDER BY position LIMIT 1",
                b -> b.set("log", log).set("time", time.toEpochMilli()),
                TargetLogTable::read);
    }

    public void deleteBefore(String log, Instant time) {
        rows.update("DELETE FROM target_log WHERE" + MINE + "AND log = :log AND time < :time", b -> b.set("log", log)
                .set("time", time.toEpochMilli()));
    }

    public void delete(String log, long position) {
        rows.update(
                "DELETE FROM target_log WHERE" + MINE + "AND log = :log AND position = :position",
                b -> b.set("log", log).set("position", position));
    }

    /** Deletes the entries up to and with a position. */
    public void deleteThrough(String log, long position) {
        rows.update(
                "DELETE FROM target_log WHERE" + MINE + "AND log = :log AND position <= :position",
                b -> b.set("log", log).set("position", position));
    }

    public void deleteAll(String log) {
        rows.update("DELETE FROM target_log WHERE" + MINE + "AND log = :log", b -> b.set("log", log));
    }

    private static TargetLogEntry read(ResultSet row, StatementContext context) throws SQLException {
        return new TargetLogEntry(
                row.getLong("position"), Instant.ofEpochMilli(row.getLong("time")), row.getString("body"));
    }
}
