package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The points of metrics in the CloudWatch stand-in, in whole seconds. */
public final class MetricPointTable {
    private static final String OF_PERIOD = MINE + "AND seconds = :seconds ";

    private final Rows rows;

    MetricPointTable(Rows rows) {
        this.rows = rows;
    }

    /**
     * Which point.
     *
     * @param metric its name, of the stand-in's own form
     * @param seconds how long the point lasts
     */
    public record Key(String metric, int seconds, Instant start, String unit) {}

    /** @param body of the stand-in's own form */
    public record Point(Instant start, String unit, String body) {}

    public Optional<Point> find(Key key) {
        return rows.first(
                "SELECT * FROM metric_point WHERE" + OF_PERIOD
                        + "AND metric = :metric AND start = :start AND unit = :unit",
                b -> bind(b, key),
                MetricPointTable::read);
    }

    /** Inserts or replaces. */
    public void put(Key key, String body) {
        rows.update("""
                INSERT INTO metric_point (account, region, metric, seconds, start, unit, body)
                VALUES (:account, :region, :metric, :seconds, :start, :unit, :body)
                ON CONFLICT (account, region, metric, seconds, start, unit) DO UPDATE SET body = excluded.body
                """, b -> bind(b, key).set("body", body));
    }

    private static Rows.Binder bind(Rows.Binder binder, Key key) {
        return binder.set("metric", key.metric())
                .set("seconds", key.seconds())
                .set("start", key.start().getEpochSecond())
                .set("unit", key.unit());
    }

    /** Points with {@code from <= start < to}, oldest first. */
    public List<Point> between(String metric, int seconds, Instant from, Instant to) {
        return rows.list(
                "SELECT * FROM metric_point WHERE" + OF_PERIOD
                        + "AND metric = :metric AND start >= :from AND start < :to ORDER BY start, unit",
                b -> b.set("metric", metric)
                        .set("seconds", seconds)
                        .set("from", from.getEpochSecond())
                        .set("to", to.getEpochSecond()),
                MetricPointTable::read);
    }

    public void deleteBefore(int seconds, Instant time) {
        rows.update("DELETE FROM metric_point WHERE" + OF_PERIOD + "AND start < :time", b -> b.set("seconds", seconds)
                .set("time", time.getEpochSecond()));
    }

    /** When the point began that has so many newer ones; empty when there are not so many. */
    public Optional<Instant> startOfNewest(int seconds, int points) {
        return rows.first(
                "SELECT start FROM metric_point WHERE" + OF_PERIOD + "ORDER BY start DESC LIMIT 1 OFFSET :points",
                b -> b.set("seconds", seconds).set("points", points),
                (row, context) -> Instant.ofEpochSecond(row.getLong("start")));
    }

    private static Point read(ResultSet row, StatementContext context) throws SQLException {
        return new Point(Instant.ofEpochSecond(row.getLong("start")), row.getString("unit"), row.getString("body"));
    }
}
