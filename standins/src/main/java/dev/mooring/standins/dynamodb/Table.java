package dev.mooring.standins.dynamodb;

import dev.mooring.standins.Json;
import dev.mooring.store.DynamoItemTable;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table.
 *
 * @param types of the key attributes: S, N or B
 * @param range the sort key; empty when there is none
 * @param ttlAttribute empty when time to live is off
 * @param createdAt in milliseconds since 1970
 */
record Table(
        String name,
        String id,
        Map<String, String> types,
        String hash,
        String range,
        List<Index> indexes,
        String billing,
        long readUnits,
        long writeUnits,
        String ttlAttribute,
        long createdAt) {
    static final String KIND = "dynamodb.table";

    /**
     * A secondary index.
     *
     * @param range empty when there is none
     * @param projection ALL, KEYS_ONLY or INCLUDE
     * @param included attributes, for INCLUDE
     */
    record Index(String name, boolean isGlobal, String hash, String range, String projection, List<String> included) {}

    static Table of(TargetResource resource) {
        return Json.read(resource.body(), Table.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    Table withTtl(String attribute) {
        return new Table(name, id, types, hash, range, indexes, billing, readUnits, writeUnits, attribute, createdAt);
    }

    List<String> keyNames() {
        return range.isEmpty() ? List.of(hash) : List.of(hash, range);
    }

    Optional<Index> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    /**
     * The key that an item or a key of a request has.
     *
     * @param isKeyOnly nothing but the key may be there
     * @throws dev.mooring.api.ApiException ValidationException
     */
    DynamoItemTable.Key key(Map<String, Value> values, boolean isKeyOnly) {
        if (isKeyOnly && values.size() != keyNames().size()) {
            throw Values.invalid("The provided key element does not match the schema");
        }
        return new DynamoItemTable.Key(
                keyText(values, hash, isKeyOnly), range.isEmpty() ? "" : keyText(values, range, isKeyOnly));
    }

    private String keyText(Map<String, Value> values, String attribute, boolean isKeyOnly) {
        Value value = values.get(attribute);
        String type = types.get(attribute);
        if (value == null || !value.type().equals(type)) {
            throw Values.invalid(
                    isKeyOnly
                            ? "The provided key element does not match the schema"
                            : value == null
                                    ? "One or more parameter values were invalid: Missing the key " + attribute
                                            + " in the item"
                                    : "One or more parameter values were invalid: Type mismatch for key " + attribute
                                            + " expected: " + type + " actual: " + value.type());
        }
        if (!(value instanceof Value.Num) && value.size() == 0) {
            throw Values.invalid("One or more parameter values are not valid. The AttributeValue for a key attribute"
                    + " cannot contain an empty string value. Key: " + attribute);
        }
        if (value.size() > (attribute.equals(hash) ? 2048 : 1024)) {
            throw Values.invalid("One or more parameter values were invalid: Size of key " + attribute
                    + " has exceeded the maximum size limit");
        }
        return KeyText.of(value);
    }

    /** @throws dev.mooring.api.ApiException ValidationException when an index key has the wrong type */
    List<DynamoItemTable.IndexEntry> indexEntries(Map<String, Value> item) {
        List<DynamoItemTable.IndexEntry> entries = new ArrayList<>();
        for (Index index : indexes) {
            Optional<String> indexHash = indexKey(index, item, index.hash());
            Optional<String> indexRange =
                    index.range().isEmpty() ? Optional.of("") : indexKey(index, item, index.range());
            // An item without an index's keys is not in the index.
            if (indexHash.isPresent() && indexRange.isPresent()) {
                entries.add(new DynamoItemTable.IndexEntry(index.name(), indexHash.get(), indexRange.get()));
            }
        }
        return entries;
    }

    private Optional<String> indexKey(Index index, Map<String, Value> item, String attribute) {
        Value value = item.get(attribute);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.type().equals(types.get(attribute))) {
            throw Values.invalid("One or more parameter values were invalid: Type mismatch for Index Key " + attribute
                    + " Expected: " + types.get(attribute) + " Actual: " + value.type() + " IndexName: "
                    + index.name());
        }
        return Optional.of(KeyText.of(value));
    }

    Optional<Instant> expiry(Map<String, Value> item) {
        if (ttlAttribute.isEmpty() || !(item.get(ttlAttribute) instanceof Value.Num seconds)) {
            return Optional.empty();
        }
        long value = seconds.number().longValue();
        return value > 0 && value < 1L << 40 ? Optional.of(Instant.ofEpochSecond(value)) : Optional.empty();
    }

    /** What a page's end, or an index with this projection, shows of an item. */
    Map<String, Value> only(Map<String, Value> item, List<String> names) {
        Map<String, Value> shown = new LinkedHashMap<>(item);
        shown.keySet().retainAll(names);
        return shown;
    }
}
