package dev.mooring.standins.iotevents;

import dev.mooring.standins.Json;
import dev.mooring.standins.iotevents.expression.Expression;
import dev.mooring.standins.iotevents.expression.Scope;
import dev.mooring.standins.iotevents.expression.Texts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iotevents.model.Action;
import software.amazon.awssdk.services.iotevents.model.DynamoDBAction;
import software.amazon.awssdk.services.iotevents.model.DynamoDBv2Action;
import software.amazon.awssdk.services.iotevents.model.Payload;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads the actions that call other services. */
record CallReader(ModelReader model) {
    private static final JsonNode UNDEFINED = JsonNodeFactory.instance.missingNode();

    List<DetectorModel.Action> calls(Action action) {
        List<DetectorModel.Action> calls = new ArrayList<>();
        if (action.iotTopicPublish() != null) {
            var publish = action.iotTopicPublish();
            calls.add(texts("iot", "publish", "topic", publish.mqttTopic(), "payload", publish.payload()));
        }
        if (action.sns() != null) {
            calls.add(texts(
                    "sns",
                    "publish",
                    "TopicArn",
                    action.sns().targetArn(),
                    "Message",
                    action.sns().payload()));
        }
        if (action.lambda() != null) {
            calls.add(texts(
                    "lambda",
                    "invoke",
                    "FunctionName",
                    action.lambda().functionArn(),
                    "Payload",
                    action.lambda().payload()));
        }
        if (action.iotEvents() != null) {
            calls.add(texts(
                    "iotevents",
                    "batchPutMessage",
                    "inputName",
                    action.iotEvents().inputName(),
                    "payload",
                    action.iotEvents().payload()));
        }
        if (action.sqs() != null) {
            boolean base64 = Boolean.TRUE.equals(action.sqs().useBase64());
            var text = texts(
                    "sqs",
                    "sendMessage",
                    "QueueUrl",
                    action.sqs().queueUrl(),
                    "MessageBody",
                    action.sqs().payload());
            calls.add(
                    base64
                            ? with(
                                    text,
                                    object -> object.put(
                                            "MessageBody",
                                            base64(object.path("MessageBody").asString(""))))
                            : text);
        }
        if (action.firehose() != null) {
            var firehose = action.firehose();
            String separator = Optional.ofNullable(firehose.separator()).orElse("");
            calls.add(with(
                    texts(
                            "firehose",
                            "putRecord",
                            "DeliveryStreamName",
                            firehose.deliveryStreamName(),
                            "Data",
                            firehose.payload()),
                    object -> {
                        String data = object.path("Data").asString("") + separator;
                        object.remove("Data");
                        object.putObject("Record").put("Data", data);
                    }));
        }
        if (action.dynamoDB() != null) {
            calls.add(dynamo(action.dynamoDB()));
        }
        if (action.dynamoDBv2() != null) {
            calls.add(dynamo(action.dynamoDBv2()));
        }
        return calls;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static DetectorModel.Call with(DetectorModel.Call call, java.util.function.Consumer<ObjectNode> change) {
        return new DetectorModel.Call(call.service(), call.action(), (scope, standard) -> {
            JsonNode resolved = call.call().resolve(scope, standard);
            if (resolved instanceof ObjectNode object) {
                change.accept(object);
            }
            return resolved;
        });
    }

    /** A target and a payload, both texts. */
    private DetectorModel.Call texts(
            String service,
            String action,
            String targetName,
            String target,
            String payloadName,
            @Nullable Payload payload) {
        Expression targetExpression = model.parameter(target);
        DetectorModel.Parameters body = payload(payload);
        return new DetectorModel.Call(service, action, (scope, standard) -> {
            JsonNode to = targetExpression.evaluate(scope);
            JsonNode what = body.resolve(scope, standard);
            return to.isMissingNode() || what.isMissingNode()
                    ? UNDEFINED
                    : JsonNodeFactory.instance
                            .objectNode()
                            .put(targetName, Texts.of(to))
                            .put(payloadName, what.isString() ? what.stringValue() : Json.write(what));
        });
    }

    /** A string, or JSON where the payload's type says so; without a payload the standard one. */
    private DetectorModel.Parameters payload(@Nullable Payload payload) {
        if (payload == null) {
            return (scope, standard) -> standard;
        }
        Expression content = model.seen(Expression.parse(payload.contentExpression()));
        boolean isJson = "JSON".equals(payload.typeAsString());
        return (scope, standard) -> {
            JsonNode value = content.evaluate(scope);
            if (value.isMissingNode()) {
                return value;
            }
            return isJson && value.isString()
                    ? json(value.stringValue())
                    : JsonNodeFactory.instance.stringNode(Texts.of(value));
        };
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return UNDEFINED;
        }
    }

    private DetectorModel.Call dynamo(DynamoDBv2Action action) {
        Expression table = model.parameter(action.tableName());
        DetectorModel.Parameters body = payload(action.payload());
        return new DetectorModel.Call("dynamodb", "putItem", (scope, standard) -> {
            JsonNode name = table.evaluate(scope);
            JsonNode payload = body.resolve(scope, standard);
            if (name.isMissingNode() || !(payload instanceof ObjectNode object)) {
                return UNDEFINED;
            }
            ObjectNode call = JsonNodeFactory.instance.objectNode().put("TableName", Texts.of(name));
            ObjectNode item = call.putObject("Item");
            object.properties().forEach(member -> item.set(member.getKey(), DynamoValues.of(member.getValue())));
            return call;
        });
    }

    private DetectorModel.Call dynamo(DynamoDBAction action) {
        String operation = Optional.ofNullable(action.operation()).orElse("INSERT");
        String call =
                switch (operation) {
                    case "INSERT" -> "putItem";
                    case "UPDATE" -> "updateItem";
                    case "DELETE" -> "deleteItem";
                    default ->
                        throw new IllegalArgumentException(
                                "operation of dynamoDB must be INSERT, UPDATE or DELETE, not '" + operation + "'");
                };
        if ((action.rangeKeyField() == null) != (action.rangeKeyValue() == null)) {
            throw new IllegalArgumentException("rangeKeyField and rangeKeyValue of dynamoDB belong together");
        }
        DynamoKey hash = new DynamoKey(
                model.parameter(action.hashKeyField()),
                model.parameter(action.hashKeyValue()),
                "NUMBER".equals(action.hashKeyType()));
        Optional<DynamoKey> range = Optional.ofNullable(action.rangeKeyField())
                .map(field -> new DynamoKey(
                        model.parameter(field),
                        model.parameter(action.rangeKeyValue()),
                        "NUMBER".equals(action.rangeKeyType())));
        Expression table = model.parameter(action.tableName());
        Expression field =
                model.parameter(Optional.ofNullable(action.payloadField()).orElse("payload"));
        DetectorModel.Parameters body = payload(action.payload());
        return new DetectorModel.Call("dynamodb", call, (scope, standard) -> {
            ObjectNode key = JsonNodeFactory.instance.objectNode();
            boolean isWhole = hash.put(key, scope)
                    && range.map(each -> each.put(key, scope)).orElse(true);
            JsonNode name = table.evaluate(scope);
            JsonNode column = field.evaluate(scope);
            JsonNode payload = body.resolve(scope, standard);
            if (!isWhole || name.isMissingNode() || column.isMissingNode() || payload.isMissingNode()) {
                return UNDEFINED;
            }
            ObjectNode parameters = JsonNodeFactory.instance.objectNode().put("TableName", Texts.of(name));
            switch (operation) {
                case "INSERT" -> parameters.set("Item", key.set(Texts.of(column), DynamoValues.of(payload)));
                case "UPDATE" -> {
                    parameters.set("Key", key);
                    parameters.put("UpdateExpression", "SET #p = :p");
                    parameters.putObject("ExpressionAttributeNames").put("#p", Texts.of(column));
                    parameters.putObject("ExpressionAttributeValues").set(":p", DynamoValues.of(payload));
                }
                default -> parameters.set("Key", key);
            }
            return parameters;
        });
    }

    /** One member of a key. */
    private record DynamoKey(Expression field, Expression value, boolean isNumber) {
        boolean put(ObjectNode key, Scope scope) {
            JsonNode name = field.evaluate(scope);
            JsonNode content = value.evaluate(scope);
            if (name.isMissingNode() || content.isMissingNode()) {
                return false;
            }
            key.putObject(Texts.of(name)).put(isNumber ? "N" : "S", Texts.of(content));
            return true;
        }
    }
}
