package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tags of resources, by ARN. */
public final class TagTable {
    private final Rows rows;

    TagTable(Rows rows) {
        this.rows = rows;
    }

    /** Ordered by key. */
    public Map<String, String> of(String resourceArn) {
        Map<String, String> tags = new LinkedHashMap<>();
        rows.list(
                        "SELECT * FROM tag WHERE" + MINE + "AND resource_arn = :arn ORDER BY tag_key",
                        b -> b.set("arn", resourceArn),
                        (row, context) -> Map.entry(row.getString("tag_key"), row.getString("tag_value")))
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }

    /** Adds or overwrites. */
    public void put(String resourceArn, Map<String, String> tags) {
        tags.forEach((key, value) ->
                rows.update("""
                INSERT INTO tag (account, region, resource_arn, tag_key, tag_value)
                VALUES (:account, :region, :arn, :key, :value)
                ON CONFLICT (account, region, resource_arn, tag_key) DO UPDATE SET tag_value = excluded.tag_value
                """, b -> b.set("arn", resourceArn).set("key", key).set("value", value)));
    }

    public void remove(String resourceArn, Collection<String> keys) {
        keys.forEach(key -> rows.update(
                "DELETE FROM tag WHERE" + MINE + "AND resource_arn = :arn AND tag_key = :key",
                b -> b.set("arn", resourceArn).set("key", key)));
    }

    /** When the resource is deleted. */
    public void removeAll(String resourceArn) {
        rows.update("DELETE FROM tag WHERE" + MINE + "AND resource_arn = :arn", b -> b.set("arn", resourceArn));
    }
}
