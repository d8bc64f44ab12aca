package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Things, and an index of their attributes. */
public final class ThingTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final Rows rows;

    ThingTable(Rows rows) {
        this.rows = rows;
    }

    public Optional<ThingRecord> find(String name) {
        return rows.first(
                "SELECT * FROM thing WHERE" + MINE + "AND name = :name", b -> b.set("name", name), ThingTable::read);
    }

    /** Inserts or replaces the thing of that name. */
    public void put(ThingRecord thing) {
        rows.update("""
                INSERT INTO thing (account, region, name, thing_id, type_name, attributes, version, created_at)
                VALUES (:account, :region, :name, :thingId, :typeName, :attributes, :version, :createdAt)
                ON CONFLICT (account, region, name) DO UPDATE SET
                    type_name = excluded.type_name, attributes = excluded.attributes, version = excluded.version
                """, b -> b.set("name", thing.name())
                .set("thingId", thing.thingId())
                .set("typeName", thing.typeName().orElse(null))
                .set("attributes", JSON.writeValueAsString(thing.attributes()))
                .set("version", thing.version())
                .set("createdAt", thing.createdAt().toEpochMilli()));
        forgetAttributes(thing.name());
        thing.attributes()
                .forEach((attribute, value) -> rows.update(
                        """
                        INSERT INTO thing_attribute (account, region, attribute, value, thing)
                        VALUES (:account, :region, :attribute, :value, :thing)
                        """,
                        b -> b.set("attribute", attribute).set("value", value).set("thing", thing.name())));
        rows.changed(Change.Kind.THING, thing.name());
    }

    /** @return whether there was such a thing */
    public boolean delete(String name) {
        forgetAttributes(name);
        int count = rows.update("DELETE FROM thing WHERE" + MINE + "AND name = :name", b -> b.set("name", name));
        if (count > 0) {
            rows.changed(Change.Kind.THING, name);
        }
        return count > 0;
    }

    /** Things in the order of their names. */
    public Page<ThingRecord> list(Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM thing WHERE" + MINE,
                "name",
                after,
                true,
                limit,
                b -> {},
                ThingTable::read,
                ThingRecord::name);
    }

    public Page<ThingRecord> listByType(String typeName, Optional<String> after, int limit) {
        return rows.page(
                "SELECT * FROM thing WHERE" + MINE + "AND type_name = :typeName",
                "name",
                after,
                true,
                limit,
                b -> b.set("typeName", typeName),
                ThingTable::read,
                ThingRecord::name);
    }

    /**
     * Things with an attribute of that value.
     *
     * @param prefix the value is only the beginning of what to look for
     */
    public Page<ThingRecord> listByAttribute(
            String attribute, String value, boolean prefix, Optional<String> after, int limit) {
        String condition = prefix ? "substr(a.value, 1, length(:value)) = :value" : "a.value = :value";
        return rows.page(
                "SELECT * FROM thing WHERE" + MINE
                        + "AND name IN (SELECT a.thing FROM thing_attribute a WHERE a.account = :account"
                        + " AND a.region = :region AND a.attribute = :attribute AND " + condition + ")",
                "name",
                after,
                true,
                limit,
                b -> b.set("attribute", attribute).set("value", value),
                ThingTable::read,
                ThingRecord::name);
    }

    private void forgetAttributes(String thing) {
        rows.update("DELETE FROM thing_attribute WHERE" + MINE + "AND thing = :thing", b -> b.set("thing", thing));
    }

    private static ThingRecord read(ResultSet row, StatementContext context) throws SQLException {
        return new ThingRecord(
                row.getString("name"),
                row.getString("thing_id"),
                Optional.ofNullable(row.getString("type_name")),
                JSON.readValue(row.getString("attributes"), ATTRIBUTES),
                row.getLong("version"),
                Instant.ofEpochMilli(row.getLong("created_at")));
    }
}
