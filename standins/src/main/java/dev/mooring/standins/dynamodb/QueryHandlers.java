package dev.mooring.standins.dynamodb;

import dev.mooring.api.CallContext;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.DynamoItemTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/** Many items a call, in pages of at most 1 MB. */
record QueryHandlers(StandInPorts ports) {
    private static final int PAGE_BYTES = 1 << 20;
    private static final int BATCH = 200;

    /** @param key where the next page begins; empty on the last */
    private record Result(List<Map<String, Value>> items, int scanned, Map<String, Value> key) {}

    /** @param limit of items looked at */
    private record Look(
            Table table,
            Optional<Table.Index> index,
            Optional<KeyCondition> keys,
            Optional<Condition> filter,
            boolean ascending,
            int limit,
            Map<String, Value> start) {}

    QueryResponse query(QueryRequest request, CallContext context) {
        ItemHandlers.refuseLegacy(request.hasKeyConditions()
                || request.hasQueryFilter()
                || request.hasAttributesToGet()
                || request.conditionalOperator() != null);
        if (request.keyConditionExpression() == null) {
            throw Values.invalid("Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
                    + " request.");
        }
        Placeholders placeholders = new Placeholders(
                request.expressionAttributeNames(), Values.fromSdk(request.expressionAttributeValues()));
        Condition condition =
                ExpressionParser.condition(request.keyConditionExpression(), "KeyConditionExpression", placeholders);
        Optional<Condition> filter =
                ItemHandlers.condition(request.filterExpression(), "FilterExpression", placeholders);
        Optional<List<Path>> paths = ItemHandlers.projection(request.projectionExpression(), placeholders);
        placeholders.requireAllUsed();
        Result result = ports.store().read(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            Table table = items.table();
            Optional<Table.Index> index = index(table, request.indexName());
            KeyCondition keys = KeyCondition.of(
                    condition,
                    index.map(Table.Index::hash).orElse(table.hash()),
                    index.map(Table.Index::range).orElse(table.range()),
                    table.types());
            return walk(
                    items,
                    new Look(
                            table,
                            index,
                            Optional.of(keys),
                            filter,
                            !Boolean.FALSE.equals(request.scanIndexForward()),
                            limit(request.limit()),
                            Values.fromSdk(request.exclusiveStartKey())));
        });
        QueryResponse.Builder response =
                QueryResponse.builder().count(result.items().size()).scannedCount(result.scanned());
        if (!"COUNT".equals(request.selectAsString())) {
            response.items(shown(result.items(), paths));
        }
        if (!result.key().isEmpty()) {
            response.lastEvaluatedKey(Values.toSdk(result.key()));
        }
        return response.build();
    }

    ScanResponse scan(ScanRequest request, CallContext context) {
        ItemHandlers.refuseLegacy(
                request.hasScanFilter() || request.hasAttributesToGet() || request.conditionalOperator() != null);
        if (request.totalSegments() != null && request.totalSegments() > 1) {
            throw Values.invalid("Parallel scans are not built here.");
        }
        Placeholders placeholders = new Placeholders(
                request.expressionAttributeNames(), Values.fromSdk(request.expressionAttributeValues()));
        Optional<Condition> filter =
                ItemHandlers.condition(request.filterExpression(), "FilterExpression", placeholders);
        Optional<List<Path>> paths = ItemHandlers.projection(request.projectionExpression(), placeholders);
        placeholders.requireAllUsed();
        Result result = ports.store().read(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            return walk(
                    items,
                    new Look(
                            items.table(),
                            index(items.table(), request.indexName()),
                            Optional.empty(),
                            filter,
                            true,
                            limit(request.limit()),
                            Values.fromSdk(request.exclusiveStartKey())));
        });
        ScanResponse.Builder response =
                ScanResponse.builder().count(result.items().size()).scannedCount(result.scanned());
        if (!"COUNT".equals(request.selectAsString())) {
            response.items(shown(result.items(), paths));
        }
        if (!result.key().isEmpty()) {
            response.lastEvaluatedKey(Values.toSdk(result.key()));
        }
        return response.build();
    }

    private static int limit(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    private static List<Map<String, AttributeValue>> shown(List<Map<String, Value>> items, Optional<List<Path>> paths) {
        return items.stream()
                .map(item -> Values.toSdk(Items.project(item, paths)))
                .toList();
    }

    private static Optional<Table.Index> index(Table table, @Nullable String name) {
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(table.index(name)
                .orElseThrow(() -> Values.invalid("The table does not have the specified index: " + name)));
    }

    private static Result walk(Items items, Look look) {
        List<Map<String, Value>> found = new ArrayList<>();
        Optional<DynamoItemTable.Start> after =
                look.start().isEmpty() ? Optional.empty() : Optional.of(start(look, look.start()));
        int scanned = 0;
        long bytes = 0;
        while (true) {
            DynamoItemTable.Walk walk = new DynamoItemTable.Walk(
                    look.index().map(Table.Index::name),
                    look.keys().map(KeyCondition::hash),
                    look.keys().map(KeyCondition::from).orElse(""),
                    look.keys().map(KeyCondition::to).orElse(KeyText.END),
                    look.ascending(),
                    after);
            List<DynamoItemTable.Item> rows =
                    items.tables().dynamoItems(items.tenant()).walk(look.table().name(), walk, items.now(), BATCH);
            for (DynamoItemTable.Item row : rows) {
                Map<String, Value> item = Values.fromJson(row.item());
                after = Optional.of(start(look, item));
                // Bounds of the sort key that are not included do not count as looked at.
                if (look.keys().filter(keys -> !keys.rest().holds(item)).isPresent()) {
                    continue;
                }
                scanned++;
                bytes += new Value.MapOf(item).size();
                if (look.filter().filter(filter -> !filter.holds(item)).isEmpty()) {
                    found.add(projected(look, item));
                }
                if (scanned == look.limit() || bytes >= PAGE_BYTES) {
                    return new Result(found, scanned, look.table().only(item, List.copyOf(keyNames(look))));
                }
            }
            if (rows.size() < BATCH) {
                return new Result(found, scanned, Map.of());
            }
        }
    }

    private static Set<String> keyNames(Look look) {
        Set<String> names = new LinkedHashSet<>(look.table().keyNames());
        look.index().ifPresent(index -> {
            names.add(index.hash());
            if (!index.range().isEmpty()) {
                names.add(index.range());
            }
        });
        return names;
    }

    private static DynamoItemTable.Start start(Look look, Map<String, Value> key) {
        Map<String, Value> own = new LinkedHashMap<>(key);
        own.keySet().retainAll(look.table().keyNames());
        DynamoItemTable.Key item = look.table().key(own, true);
        if (look.index().isEmpty()) {
            return new DynamoItemTable.Start("", "", item);
        }
        Table.Index index = look.index().get();
        return look.table().indexEntries(key).stream()
                .filter(entry -> entry.index().equals(index.name()))
                .findFirst()
                .map(entry -> new DynamoItemTable.Start(entry.hash(), entry.range(), item))
                .orElseThrow(() -> Values.invalid("The provided starting key is invalid"));
    }

    private static Map<String, Value> projected(Look look, Map<String, Value> item) {
        Optional<Table.Index> index =
                look.index().filter(each -> !each.projection().equals("ALL"));
        if (index.isEmpty()) {
            return item;
        }
        Set<String> names = keyNames(look);
        names.addAll(index.get().included());
        return look.table().only(item, List.copyOf(names));
    }
}
