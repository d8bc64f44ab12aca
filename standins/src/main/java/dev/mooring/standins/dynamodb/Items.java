package dev.mooring.standins.dynamodb;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.store.DynamoItemTable;
import dev.mooring.store.Tables;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items within one transaction. */
record Items(Tables tables, Tenant tenant, Table table, Instant now) {
    private static final int MAX_ITEM_BYTES = 400 * 1024;
    private static final int SWEPT_AT_ONCE = 25;

    static Items of(Tables tables, Tenant tenant, String tableName, Instant now) {
        return new Items(tables, tenant, TableHandlers.table(tables, tenant, tableName), now);
    }

    Optional<Map<String, Value>> find(DynamoItemTable.Key key) {
        return rows().find(table.name(), key, now).map(item -> Values.fromJson(item.item()));
    }

    void put(Map<String, Value> item) {
        sweep();
        if (new Value.MapOf(item).size() > MAX_ITEM_BYTES) {
            throw Values.invalid("Item size has exceeded the maximum allowed size");
        }
        rows().put(
                        table.name(),
                        new DynamoItemTable.Item(table.key(item, false), Values.toJson(item)),
                        table.expiry(item),
                        table.indexEntries(item));
    }

    void delete(DynamoItemTable.Key key) {
        sweep();
        rows().delete(table.name(), key);
    }

    /** Nobody sees items whose time is over; each write takes some of them away. */
    private void sweep() {
        if (!table.ttlAttribute().isEmpty()) {
            rows().expired(table.name(), now, SWEPT_AT_ONCE).forEach(key -> rows().delete(table.name(), key));
        }
    }

    private DynamoItemTable rows() {
        return tables.dynamoItems(tenant);
    }

    /** @throws ApiException ConditionalCheckFailedException */
    void require(Optional<Condition> condition, Optional<Map<String, Value>> present) {
        if (condition.isPresent() && !condition.get().holds(present.orElse(Map.of()))) {
            throw new ApiException("ConditionalCheckFailedException", "The conditional request failed");
        }
    }

    static Map<String, Value> project(Map<String, Value> item, Optional<List<Path>> paths) {
        if (paths.isEmpty()) {
            return item;
        }
        Map<String, Value> shown = new LinkedHashMap<>();
        for (Path path : paths.get()) {
            path.find(item).ifPresent(value -> place(shown, path, value));
        }
        return shown;
    }

    /** As AWS shows nested paths: maps with only what was asked for, lists with only the elements asked for. */
    private static void place(Map<String, Value> shown, Path path, Value value) {
        shown.put(path.attribute(), nested(Optional.ofNullable(shown.get(path.attribute())), path, 1, value));
    }

    private static Value nested(Optional<Value> present, Path path, int depth, Value value) {
        if (depth == path.steps().size()) {
            return value;
        }
        if (path.steps().get(depth) instanceof String name) {
            Map<String, Value> entries = new LinkedHashMap<>();
            if (present.orElse(null) instanceof Value.MapOf map) {
                entries.putAll(map.entries());
            }
            entries.put(name, nested(Optional.ofNullable(entries.get(name)), path, depth + 1, value));
            return new Value.MapOf(entries);
        }
        List<Value> elements = new java.util.ArrayList<>();
        if (present.orElse(null) instanceof Value.ListOf list) {
            elements.addAll(list.elements());
        }
        elements.add(nested(Optional.empty(), path, depth + 1, value));
        return new Value.ListOf(elements);
    }
}
