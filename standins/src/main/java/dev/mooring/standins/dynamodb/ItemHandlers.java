package dev.mooring.standins.dynamodb;

import dev.mooring.api.CallContext;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.DynamoItemTable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/** One item a call. */
record ItemHandlers(StandInPorts ports) {
    static void refuseLegacy(boolean isLegacy) {
        if (isLegacy) {
            throw Values.invalid(
                    "Parameters of before expressions (Expected, AttributeUpdates, KeyConditions, QueryFilter,"
                            + " ScanFilter, AttributesToGet, ConditionalOperator) are not built here: use expressions.");
        }
    }

    static Optional<Condition> condition(@Nullable String text, String what, Placeholders placeholders) {
        return Optional.ofNullable(text).map(expression -> ExpressionParser.condition(expression, what, placeholders));
    }

    static Optional<List<Path>> projection(@Nullable String text, Placeholders placeholders) {
        return Optional.ofNullable(text).map(expression -> ExpressionParser.projection(expression, placeholders));
    }

    PutItemResponse put(PutItemRequest request, CallContext context) {
        refuseLegacy(request.hasExpected() || request.conditionalOperator() != null);
        Map<String, Value> item = Values.fromSdk(request.item());
        Placeholders placeholders = new Placeholders(
                request.expressionAttributeNames(), Values.fromSdk(request.expressionAttributeValues()));
        Optional<Condition> condition = condition(request.conditionExpression(), "ConditionExpression", placeholders);
        placeholders.requireAllUsed();
        String wanted = Optional.ofNullable(request.returnValuesAsString()).orElse("NONE");
        if (!wanted.equals("NONE") && !wanted.equals("ALL_OLD")) {
            throw Values.invalid("Return values set to invalid value");
        }
        Optional<Map<String, Value>> old = ports.store().write(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            Optional<Map<String, Value>> present = items.find(items.table().key(item, false));
            items.require(condition, present);
            items.put(item);
            return present;
        });
        PutItemResponse.Builder response = PutItemResponse.builder();
        old.filter(present -> wanted.equals("ALL_OLD"))
                .ifPresent(present -> response.attributes(Values.toSdk(present)));
        return response.build();
    }

    GetItemResponse get(GetItemRequest request, CallContext context) {
        refuseLegacy(request.hasAttributesToGet());
        Map<String, Value> key = Values.fromSdk(request.key());
        Placeholders placeholders = new Placeholders(request.expressionAttributeNames(), Map.of());
        Optional<List<Path>> paths = projection(request.projectionExpression(), placeholders);
        placeholders.requireAllUsed();
        Optional<Map<String, Value>> found = ports.store().read(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            return items.find(items.table().key(key, true));
        });
        GetItemResponse.Builder response = GetItemResponse.builder();
        found.ifPresent(item -> response.item(Values.toSdk(Items.project(item, paths))));
        return response.build();
    }

    DeleteItemResponse delete(DeleteItemRequest request, CallContext context) {
        refuseLegacy(request.hasExpected() || request.conditionalOperator() != null);
        Map<String, Value> key = Values.fromSdk(request.key());
        Placeholders placeholders = new Placeholders(
                request.expressionAttributeNames(), Values.fromSdk(request.expressionAttributeValues()));
        Optional<Condition> condition = condition(request.conditionExpression(), "ConditionExpression", placeholders);
        placeholders.requireAllUsed();
        Optional<Map<String, Value>> old = ports.store().write(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            DynamoItemTable.Key itemKey = items.table().key(key, true);
            Optional<Map<String, Value>> present = items.find(itemKey);
            items.require(condition, present);
            items.delete(itemKey);
            return present;
        });
        DeleteItemResponse.Builder response = DeleteItemResponse.builder();
        old.filter(present -> "ALL_OLD".equals(request.returnValuesAsString()))
                .ifPresent(present -> response.attributes(Values.toSdk(present)));
        return response.build();
    }

    UpdateItemResponse update(UpdateItemRequest request, CallContext context) {
        refuseLegacy(request.hasExpected() || request.hasAttributeUpdates() || request.conditionalOperator() != null);
        Map<String, Value> key = Values.fromSdk(request.key());
        Placeholders placeholders = new Placeholders(
                request.expressionAttributeNames(), Values.fromSdk(request.expressionAttributeValues()));
        Update update = request.updateExpression() == null
                ? new Update(List.of())
                : ExpressionParser.update(request.updateExpression(), placeholders);
        Optional<Condition> condition = condition(request.conditionExpression(), "ConditionExpression", placeholders);
        placeholders.requireAllUsed();
        record Change(Optional<Map<String, Value>> before, Map<String, Value> after) {}
        Change change = ports.store().write(tables -> {
            Items items = Items.of(tables, context.tenant(), request.tableName(), context.now());
            for (Update.Action action : update.actions()) {
                if (items.table().keyNames().contains(action.path().attribute())) {
                    throw Values.invalid("One or more parameter values were invalid: Cannot update attribute "
                            + action.path().attribute() + ". This attribute is part of the key");
                }
            }
            Optional<Map<String, Value>> present = items.find(items.table().key(key, true));
            items.require(condition, present);
            Map<String, Value> after = update.applyTo(present.orElse(key));
            items.put(after);
            return new Change(present, after);
        });
        UpdateItemResponse.Builder response = UpdateItemResponse.builder();
        shown(
                        Optional.ofNullable(request.returnValuesAsString()).orElse("NONE"),
                        update,
                        change.before(),
                        change.after())
                .ifPresent(item -> response.attributes(Values.toSdk(item)));
        return response.build();
    }

    private static Optional<Map<String, Value>> shown(
            String wanted, Update update, Optional<Map<String, Value>> before, Map<String, Value> after) {
        return switch (wanted) {
            case "ALL_OLD" -> before;
            case "ALL_NEW" -> Optional.of(after);
            case "UPDATED_OLD" -> before.map(item -> touched(update, item));
            case "UPDATED_NEW" -> Optional.of(touched(update, after));
            default -> Optional.empty();
        };
    }

    private static Map<String, Value> touched(Update update, Map<String, Value> item) {
        return Items.project(
                new LinkedHashMap<>(item),
                Optional.of(update.actions().stream()
                        .map(Update.Action::path)
                        .filter(Objects::nonNull)
                        .toList()));
    }
}
