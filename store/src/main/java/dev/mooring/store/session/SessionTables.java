package dev.mooring.store.session;

import dev.mooring.core.Tenant;
import dev.mooring.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/**
 * Sessions, retained messages, Wills and the outbox inside one transaction. Plain JDBC with batches: a broker writes here tens of
 * thousands of times a second, and reads only when it starts.
 */
public final class SessionTables {
    private final Handle handle;

    public SessionTables(Handle handle) {
        this.handle = handle;
    }

    // ---- writing

    public void apply(SessionBatch batch) {
        each("""
                INSERT INTO mqtt_session (number, account, region, client_id, identifier, expiry_seconds, disconnected_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (number) DO UPDATE SET expiry_seconds = excluded.expiry_seconds,
                    disconnected_at = excluded.disconnected_at
                """, batch.saved.values(), SessionTables::bind);
        subscriptions(batch);
        queue(batch);
        received(batch);
        retained(batch);
        wills(batch);
        outbox(batch);
        for (String table : List.of("mqtt_queue", "mqtt_subscription", "mqtt_received")) {
            each("DELETE FROM " + table + " WHERE session = ?", batch.ended, (row, session) -> row.setLong(1, session));
        }
        each("DELETE FROM mqtt_session WHERE number = ?", batch.ended, (row, session) -> row.setLong(1, session));
    }

    private void subscriptions(SessionBatch batch) {
        each(
                """
                INSERT INTO mqtt_subscription (session, filter, qos, no_local, retain_as_published, identifier)
                VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (session, filter) DO UPDATE SET qos = excluded.qos, no_local = excluded.no_local,
                    retain_as_published = excluded.retain_as_published, identifier = excluded.identifier
                """,
                batch.subscriptions.values().stream().flatMap(Optional::stream).toList(),
                (row, subscription) -> {
                    row.setLong(1, subscription.session());
                    row.setString(2, subscription.filter());
                    row.setInt(3, subscription.qos());
                    row.setInt(4, subscription.noLocal() ? 1 : 0);
                    row.setInt(5, subscription.retainAsPublished() ? 1 : 0);
                    row.setInt(6, subscription.identifier());
                });
        each(
                "DELETE FROM mqtt_subscription WHERE session = ? AND filter = ?",
                keys(batch.subscriptions, Optional::isEmpty),
                (row, key) -> {
                    row.setLong(1, key.session());
                    row.setString(2, key.filter());
                });
    }

    private void queue(SessionBatch batch) {
        each("""
                INSERT INTO mqtt_queue (session, sequence, packet_id, message) VALUES (?, ?, ?, ?)
                ON CONFLICT (session, sequence) DO NOTHING
                """, batch.queued.values(), SessionTables::bind);
        each(
                "UPDATE mqtt_queue SET packet_id = ? WHERE session = ? AND sequence = ?",
                batch.packetIds.entrySet(),
                (row, change) -> {
                    row.setInt(1, change.getValue());
                    row.setLong(2, change.getKey().session());
                    row.setLong(3, change.getKey().sequence());
                });
        each(
                "UPDATE mqtt_queue SET message = NULL WHERE session = ? AND sequence = ?",
                batch.released,
                SessionTables::bind);
        each("DELETE FROM mqtt_queue WHERE session = ? AND sequence = ?", batch.completed, SessionTables::bind);
    }

    private void received(SessionBatch batch) {
        each(
                "INSERT INTO mqtt_received (session, packet_id) VALUES (?, ?) ON CONFLICT (session, packet_id) DO NOTHING",
                keys(batch.received, taken -> taken),
                SessionTables::bind);
        each(
                "DELETE FROM mqtt_received WHERE session = ? AND packet_id = ?",
                keys(batch.received, taken -> !taken),
                SessionTables::bind);
    }

    private void retained(SessionBatch batch) {
        each(
                """
                INSERT INTO mqtt_retained (account, region, topic, message) VALUES (?, ?, ?, ?)
                ON CONFLICT (account, region, topic) DO UPDATE SET message = excluded.message
                """,
                batch.retained.entrySet().stream()
                        .filter(change -> change.getValue().isPresent())
                        .toList(),
                (row, change) -> {
                    bind(row, change.getKey());
                    row.setBytes(4, change.getValue().orElseThrow());
                });
        each(
                "DELETE FROM mqtt_retained WHERE account = ? AND region = ? AND topic = ?",
                keys(batch.retained, Optional::isEmpty),
                SessionTables::bind);
    }

    private void wills(SessionBatch batch) {
        each("""
                INSERT INTO mqtt_will (number, account, region, client_id, delay_seconds, message)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO NOTHING
                """, batch.wills.values(), SessionTables::bind);
        each("DELETE FROM mqtt_will WHERE number = ?", batch.willsDone, (row, number) -> row.setLong(1, number));
    }

    private void outbox(SessionBatch batch) {
        each("""
                INSERT INTO rule_outbox (number, account, region, owner, message) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (number) DO NOTHING
                """, batch.outbox.values(), SessionTables::bind);
        each("DELETE FROM rule_outbox WHERE number = ?", batch.outboxDone, (row, number) -> row.setLong(1, number));
    }

    // ---- reading

    public void sessions(Consumer<SessionRecord> reader) {
        read("SELECT * FROM mqtt_session ORDER BY number", row -> {
            long disconnectedAt = row.getLong("disconnected_at");
            OptionalLong disconnected = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(disconnectedAt);
            reader.accept(new SessionRecord(
                    row.getLong("number"),
                    new Tenant(row.getString("account"), row.getString("region")),
                    row.getString("client_id"),
                    row.getString("identifier"),
                    row.getLong("expiry_seconds"),
                    disconnected));
        });
    }

    public void subscriptions(Consumer<SubscriptionRecord> reader) {
        read(
                "SELECT * FROM mqtt_subscription",
                row -> reader.accept(new SubscriptionRecord(
                        row.getLong("session"),
                        row.getString("filter"),
                        row.getInt("qos"),
                        row.getInt("no_local") != 0,
                        row.getInt("retain_as_published") != 0,
                        row.getInt("identifier"))));
    }

    /** In the order of each session. */
    public void queued(Consumer<QueuedRecord> reader) {
        read(
                "SELECT * FROM mqtt_queue ORDER BY session, sequence",
                row -> reader.accept(new QueuedRecord(
                        row.getLong("session"),
                        row.getLong("sequence"),
                        row.getInt("packet_id"),
                        Optional.ofNullable(row.getBytes("message")))));
    }

    /** @param reader hears session and packet id */
    public void received(ObjIntConsumer<Long> reader) {
        read("SELECT * FROM mqtt_received", row -> reader.accept(row.getLong("session"), row.getInt("packet_id")));
    }

    public void retained(Consumer<RetainedRecord> reader) {
        read(
                "SELECT * FROM mqtt_retained",
                row -> reader.accept(new RetainedRecord(
                        new Tenant(row.getString("account"), row.getString("region")),
                        row.getString("topic"),
                        row.getBytes("message"))));
    }

    /** In the order of the numbers. */
    public void wills(Consumer<WillRecord> reader) {
        read(
                "SELECT * FROM mqtt_will ORDER BY number",
                row -> reader.accept(new WillRecord(
                        row.getLong("number"),
                        new Tenant(row.getString("account"), row.getString("region")),
                        row.getString("client_id"),
                        row.getLong("delay_seconds"),
                        row.getBytes("message"))));
    }

    /** In the order of the numbers. */
    public void outbox(Consumer<OutboxRecord> reader) {
        read(
                "SELECT * FROM rule_outbox ORDER BY number",
                row -> reader.accept(new OutboxRecord(
                        row.getLong("number"),
                        new Tenant(row.getString("account"), row.getString("region")),
                        row.getString("owner"),
                        row.getBytes("message"))));
    }

    // ---- JDBC

    private interface RowBinder<T> {
        void bind(PreparedStatement row, T value) throws SQLException;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private <T> void each(String sql, Collection<T> values, RowBinder<T> binder) {
        if (values.isEmpty()) {
            return;
        }
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T value : values) {
                binder.bind(statement, value);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            throw new StoreException("sessions cannot be written: " + e.getMessage(), e);
        }
    }

    private void read(String sql, RowReader reader) {
        try (PreparedStatement statement = handle.getConnection().prepareStatement(sql)) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        } catch (SQLException e) {
            throw new StoreException("sessions cannot be read: " + e.getMessage(), e);
        }
    }

    private static <K, V> List<K> keys(Map<K, V> map, Predicate<V> wanted) {
        List<K> keys = new ArrayList<>();
        map.forEach((key, value) -> {
            if (wanted.test(value)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static void bind(PreparedStatement row, SessionRecord session) throws SQLException {
        row.setLong(1, session.number());
        row.setString(2, session.tenant().account());
        row.setString(3, session.tenant().region());
        row.setString(4, session.clientId());
        row.setString(5, session.identifier());
        row.setLong(6, session.expirySeconds());
        if (session.disconnectedAtMillis().isPresent()) {
            row.setLong(7, session.disconnectedAtMillis().getAsLong());
        } else {
            row.setNull(7, Types.BIGINT);
        }
    }

    private static void bind(PreparedStatement row, QueuedRecord message) throws SQLException {
        row.setLong(1, message.session());
        row.setLong(2, message.sequence());
        row.setInt(3, message.packetId());
        if (message.message().isPresent()) {
            row.setBytes(4, message.message().get());
        } else {
            row.setNull(4, Types.BINARY);
        }
    }

    private static void bind(PreparedStatement row, SessionBatch.Entry entry) throws SQLException {
        row.setLong(1, entry.session());
        row.setLong(2, entry.sequence());
    }

    private static void bind(PreparedStatement row, SessionBatch.Received received) throws SQLException {
        row.setLong(1, received.session());
        row.setInt(2, received.packetId());
    }

    private static void bind(PreparedStatement row, SessionBatch.Topic topic) throws SQLException {
        row.setString(1, topic.tenant().account());
        row.setString(2, topic.tenant().region());
        row.setString(3, topic.name());
    }

    private static void bind(PreparedStatement row, WillRecord will) throws SQLException {
        row.setLong(1, will.number());
        row.setString(2, will.tenant().account());
        row.setString(3, will.tenant().region());
        row.setString(4, will.clientId());
        row.setLong(5, will.delaySeconds());
        row.setBytes(6, will.message());
    }

    private static void bind(PreparedStatement row, OutboxRecord work) throws SQLException {
        row.setLong(1, work.number());
        row.setString(2, work.tenant().account());
        row.setString(3, work.tenant().region());
        row.setString(4, work.owner());
        row.setBytes(5, work.message());
    }
}
