package dev.mooring.standins.dynamodb;

import dev.mooring.api.CallContext;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.DynamoItemTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Batches. A batch is written as a whole, so nothing is ever unprocessed. */
record BatchHandlers(StandInPorts ports) {
    private static final int MAX_WRITES = 25;
    private static final int MAX_GETS = 100;

    BatchWriteItemResponse write(BatchWriteItemRequest request, CallContext context) {
        int count =
                request.requestItems().values().stream().mapToInt(List::size).sum();
        if (count == 0 || count > MAX_WRITES) {
            throw Values.invalid("Too many items requested for the BatchWriteItem call: from 1 to 25 may be");
        }
        ports.store().write(tables -> {
            request.requestItems().forEach((name, writes) -> {
                Items items = Items.of(tables, context.tenant(), name, context.now());
                Set<DynamoItemTable.Key> keys = new HashSet<>();
                for (WriteRequest write : writes) {
                    if ((write.putRequest() == null) == (write.deleteRequest() == null)) {
                        throw Values.invalid(
                                "Supplied write request must have exactly one of PutRequest and" + " DeleteRequest");
                    }
                    boolean isPut = write.putRequest() != null;
                    Map<String, Value> values = Values.fromSdk(
                            isPut
                                    ? write.putRequest().item()
                                    : write.deleteRequest().key());
                    DynamoItemTable.Key key = items.table().key(values, !isPut);
                    if (!keys.add(key)) {
                        throw Values.invalid("Provided list of item keys contains duplicates");
                    }
                    if (isPut) {
                        items.put(values);
                    } else {
                        items.delete(key);
                    }
                }
            });
            return count;
        });
        return BatchWriteItemResponse.builder().unprocessedItems(Map.of()).build();
    }

    BatchGetItemResponse get(BatchGetItemRequest request, CallContext context) {
        int count = request.requestItems().values().stream()
                .mapToInt(keys -> keys.keys().size())
                .sum();
        if (count == 0 || count > MAX_GETS) {
            throw Values.invalid("Too many items requested for the BatchGetItem call: from 1 to 100 may be");
        }
        Map<String, List<Map<String, AttributeValue>>> responses = ports.store().read(tables -> {
            Map<String, List<Map<String, AttributeValue>>> found = new LinkedHashMap<>();
            request.requestItems().forEach((name, wanted) -> {
                ItemHandlers.refuseLegacy(wanted.hasAttributesToGet());
                Placeholders placeholders = new Placeholders(wanted.expressionAttributeNames(), Map.of());
                Optional<List<Path>> paths = ItemHandlers.projection(wanted.projectionExpression(), placeholders);
                placeholders.requireAllUsed();
                Items items = Items.of(tables, context.tenant(), name, context.now());
                List<Map<String, AttributeValue>> each = new ArrayList<>();
                wanted.keys().forEach(key -> items.find(items.table().key(Values.fromSdk(key), true))
                        .ifPresent(item -> each.add(Values.toSdk(Items.project(item, paths)))));
                found.put(name, each);
            });
            return found;
        });
        return BatchGetItemResponse.builder()
                .responses(responses)
                .unprocessedKeys(Map.of())
                .build();
    }
}
