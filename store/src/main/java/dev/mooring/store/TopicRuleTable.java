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

/** Topic rules. */
public final class TopicRuleTable {
    private final Rows rows;

    TopicRuleTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<TopicRuleRecord> find(String name) {
        return rows.first(
                "SELECT * FROM topic_rule WHERE" + MINE + "AND name = :name",
                b -> b.set("name", name),
                TopicRuleTable::read);
    }

    /** Inserts or replaces; the time of creation stays. */
    public void put(TopicRuleRecord rule) {
        rows.update("""
                INSERT INTO topic_rule (account, region, name, topic_pattern, payload, disabled, created_at)
                VALUES (:account, :region, :name, :topicPattern, :payload, :disabled, :createdAt)
                ON CONFLICT (account, region, name) DO UPDATE SET topic_pattern = excluded.topic_pattern,
                    payload = excluded.payload, disabled = excluded.disabled
                """, b -> b.set("name", rule.name())
                .set("topicPattern", rule.topicPattern().orElse(null))
                .set("payload", rule.payload())
                .set("disabled", rule.disabled() ? 1 : 0)
                .set("createdAt", rule.createdAt().toEpochMilli()));
        rows.changed(Change.Kind.TOPIC_RULE, rule.name());
    }

    public boolean delete(String name) {
        int count = rows.update("DELETE FROM topic_rule WHERE" + MINE + "AND name = :name", b -> b.set("name", name));
        if (count > 0) {
            rows.changed(Change.Kind.TOPIC_RULE, name);
        }
        return count > 0;
    }

    /** All rules, ordered by name; an account has a thousand at most. */
    public List<TopicRuleRecord> all() {
        return rows.list("SELECT * FROM topic_rule WHERE" + MINE + "ORDER BY name", b -> {}, TopicRuleTable::read);
    }

    /** Rules in the order of their names, optionally only those with that FROM filter or that state. */
    public Page<TopicRuleRecord> list(
            Optional<String> topicPattern, Optional<Boolean> disabled, Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM topic_rule WHERE" + MINE
                        + (topicPattern.isPresent() ? "AND topic_pattern = :topicPattern " : "")
                        + (disabled.isPresent() ? "AND disabled = :disabled " : ""),
                "name",
                after,
                true,
                limit,
                b -> {
                    topicPattern.ifPresent(value -> b.set("topicPattern", value));
                    disabled.ifPresent(value -> b.set("disabled", value ? 1 : 0));
                },
                TopicRuleTable::read,
                TopicRuleRecord::name);
    }

    static List<Tenant> tenants(Handle handle) {
        try (Query query = handle.createQuery("SELECT DISTINCT account, region FROM topic_rule")) {
            return query.map((row, context) -> new Tenant(row.getString("account"), row.getString("region")))
                    .list();
        }
    }

    private static TopicRuleRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new TopicRuleRecord(
                row.getString("name"),
                Optional.ofNullable(row.getString("topic_pattern")),
                row.getString("payload"),
                row.getInt("disabled") != 0,
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
