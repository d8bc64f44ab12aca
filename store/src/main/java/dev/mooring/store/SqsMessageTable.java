package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** The messages of the SQS stand-in's queues. */
public final class SqsMessageTable {
    private static final String IN_QUEUE = MINE + "AND queue = :queue ";

    private final Rows rows;

    SqsMessageTable(Rows rows) {
        this.rows = rows;
    }

    /**
     * How many messages a queue has.
     *
     * @param inFlight received and not visible again yet
     * @param delayed never received and not visible yet
     */
    public record Counts(long visible, long inFlight, long delayed) {}

    /** What was sent under a deduplication id. */
    public record Sent(String messageId, long sequence) {}

    public void insert(String queue, SqsMessageRecord message) {
        rows.update("""
                INSERT INTO sqs_message (account, region, queue, sequence, message_id, body, attributes, group_id,
                    deduplication_id, source_queue, sent_at, first_received_at, visible_at, receive_count, receipt)
                VALUES (:account, :region, :queue, :sequence, :messageId, :body, :attributes, :groupId,
                    :deduplicationId, :sourceQueue, :sentAt, :firstReceivedAt, :visibleAt, :receiveCount, :receipt)
                """, b -> b.set("queue", queue)
                .set("sequence", message.sequence())
                .set("messageId", message.messageId())
                .set("body", message.body())
                .set("attributes", message.attributes())
                .set("groupId", message.groupId().orElse(null))
                .set("deduplicationId", message.deduplicationId().orElse(null))
                .set("sourceQueue", message.sourceQueue().orElse(null))
                .set("sentAt", message.sentAt().toEpochMilli())
                .set(
                        "firstReceivedAt",
                        message.firstReceivedAt().map(Instant::toEpochMilli).orElse(null))
                .set("visibleAt", message.visibleAt().toEpochMilli())
                .set("receiveCount", message.receiveCount())
                .set("receipt", message.receipt().orElse(null)));
    }

    /**
     * Messages that may be received now, in order. Of a message group nothing that stands behind a message that may not.
     *
     * @param after only messages of a higher sequence
     */
    public List<SqsMessageRecord> visible(String queue, Instant now, long after, int limit) {
        return rows.list(
                "SELECT * FROM sqs_message m WHERE" + IN_QUEUE + """
                        AND visible_at <= :now AND sequence > :after
                        AND (group_id IS NULL OR NOT EXISTS (SELECT 1 FROM sqs_message e WHERE e.account = :account
                            AND e.region = :region AND e.queue = :queue AND e.group_id = m.group_id
                            AND e.sequence < m.sequence AND e.visible_at > :now))
                        ORDER BY sequence LIMIT :limit
                        """,
                b -> b.set("queue", queue)
                        .set("now", now.toEpochMilli())
                        .set("after", after)
                        .set("limit", limit),
                SqsMessageTable::read);
    }

    /** When the first message becomes visible. */
    public Optional<Instant> nextVisible(String queue) {
        return rows.first(
                        "SELECT visible_at FROM sqs_message WHERE" + IN_QUEUE + "ORDER BY visible_at LIMIT 1",
                        b -> b.set("queue", queue),
                        (row, context) -> row.getLong(1))
                .map(Instant::ofEpochMilli);
    }

    /** Stores what a receive changed. */
    public void update(String queue, SqsMessageRecord message) {
        rows.update(
                "UPDATE sqs_message SET first_received_at = :firstReceivedAt, visible_at = :visibleAt,"
                        + " receive_count = :receiveCount, receipt = :receipt WHERE" + IN_QUEUE
                        + "AND sequence = :sequence",
                b -> b.set("queue", queue)
                        .set("sequence", message.sequence())
                        .set(
                                "firstReceivedAt",
                                message.firstReceivedAt()
                                        .map(Instant::toEpochMilli)
                                        .orElse(null))
                        .set("visibleAt", message.visibleAt().toEpochMilli())
                        .set("receiveCount", message.receiveCount())
                        .set("receipt", message.receipt().orElse(null)));
    }

    /** The message, if this is the receipt of its last receive. */
    public Optional<SqsMessageRecord> find(String queue, long sequence, String receipt) {
        return rows.first(
                "SELECT * FROM sqs_message WHERE" + IN_QUEUE + "AND sequence = :sequence AND receipt = :receipt",
                b -> b.set("queue", queue).set("sequence", sequence).set("receipt", receipt),
                SqsMessageTable::read);
    }

    public void setVisible(String queue, long sequence, Instant visibleAt) {
        rows.update(
                "UPDATE sqs_message SET visible_at = :visibleAt WHERE" + IN_QUEUE + "AND sequence = :sequence",
                b -> b.set("queue", queue).set("sequence", sequence).set("visibleAt", visibleAt.toEpochMilli()));
    }

    public boolean delete(String queue, long sequence) {
        return rows.update(
                        "DELETE FROM sqs_message WHERE" + IN_QUEUE + "AND sequence = :sequence",
                        b -> b.set("queue", queue).set("sequence", sequence))
                > 0;
    }

    public void deleteSentBefore(String queue, Instant time) {
        rows.update("DELETE FROM sqs_message WHERE" + IN_QUEUE + "AND sent_at < :time", b -> b.set("queue", queue)
                .set("time", time.toEpochMilli()));
    }

    public void deleteAll(String queue) {
        rows.update("DELETE FROM sqs_message WHERE" + IN_QUEUE, b -> b.set("queue", queue));
    }

    public Counts count(String queue, Instant now) {
        return rows.first(
                        """
                        SELECT COALESCE(SUM(CASE WHEN visible_at <= :now THEN 1 ELSE 0 END), 0),
                            COALESCE(SUM(CASE WHEN visible_at > :now AND receive_count > 0 THEN 1 ELSE 0 END), 0),
                            COALESCE(SUM(CASE WHEN visible_at > :now AND receive_count = 0 THEN 1 ELSE 0 END), 0)
                        FROM sqs_message WHERE
                        """ + IN_QUEUE,
                        b -> b.set("queue", queue).set("now", now.toEpochMilli()),
                        (row, context) -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3)))
                .orElseThrow();
    }

    /** What was sent under the id and still counts at this time. */
    public Optional<Sent> sent(String queue, String deduplicationId, Instant now) {
        return rows.first(
                "SELECT * FROM sqs_deduplication WHERE" + IN_QUEUE
                        + "AND deduplication_id = :deduplicationId AND expires_at > :now",
                b -> b.set("queue", queue)
                        .set("deduplicationId", deduplicationId)
                        .set("now", now.toEpochMilli()),
                (row, context) -> new Sent(row.getString("message_id"), row.getLong("sequence")));
    }

    /** Remembers what was sent under the id, and forgets what no longer counts. */
    public void remember(String queue, String deduplicationId, Sent sent, Instant now, Instant expiresAt) {
        rows.update(
                "DELETE FROM sqs_deduplication WHERE" + IN_QUEUE + "AND expires_at <= :now",
                b -> b.set("queue", queue).set("now", now.toEpochMilli()));
        rows.update("""
                INSERT INTO sqs_deduplication (account, region, queue, deduplication_id, message_id, sequence, expires_at)
                VALUES (:account, :region, :queue, :deduplicationId, :messageId, :sequence, :expiresAt)
                """, b -> b.set("queue", queue)
                .set("deduplicationId", deduplicationId)
                .set("messageId", sent.messageId())
                .set("sequence", sent.sequence())
                .set("expiresAt", expiresAt.toEpochMilli()));
    }

    public void forgetAll(String queue) {
        rows.update("DELETE FROM sqs_deduplication WHERE" + IN_QUEUE, b -> b.set("queue", queue));
    }

    private static SqsMessageRecord read(ResultSet row, StatementContext context) throws SQLException {
        long firstReceived = row.getLong("first_received_at");
        Optional<Instant> firstReceivedAt =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(firstReceived));
        return new SqsMessageRecord(
                row.getLong("sequence"),
                row.getString("message_id"),
                row.getString("body"),
                row.getString("attributes"),
                Optional.ofNullable(row.getString("group_id")),
                Optional.ofNullable(row.getString("deduplication_id")),
                Optional.ofNullable(row.getString("source_queue")),
                Instant.ofEpochMilli(row.getLong("sent_at")),
                firstReceivedAt,
                Instant.ofEpochMilli(row.getLong("visible_at")),
                row.getInt("receive_count"),
                Optional.ofNullable(row.getString("receipt")));
    }
}
