package dev.mooring.api.mooring;

import dev.mooring.api.CallContext;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as JSON, the same in requests and answers: what a recording shows can be tried as it stands. */
final class MessageJson {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DEFAULT_CLIENT = "mooring-try";
    private static final int MAX_USER_PROPERTIES = 100;
    private static final long LATEST = 253402300799999L; // the end of the year 9999

    private MessageJson() {}

    /**
     * Reads a message. Absent are: a payload for an empty one, the rest for a message of an MQTT client of this moment.
     */
    static Message read(JsonBody body, CallContext context) {
        String topic = topic(body.requiredText("topic"));
        Optional<String> text = body.text("payload");
        Optional<byte[]> bytes = body.base64("payloadBase64");
        if (text.isPresent() && bytes.isPresent()) {
            throw JsonBody.invalid("give a message either payload or payloadBase64");
        }
        Message message = new Message(
                context.tenant(),
                topic,
                bytes.or(() -> text.map(known -> known.getBytes(StandardCharsets.UTF_8)))
                        .orElse(new byte[0]),
                (int) body.number("qos", 0, 0, 2),
                body.flag("retain", false),
                properties(body),
                origin(body, context),
                body.number("timestamp", context.now().toEpochMilli(), 0, LATEST));
        body.refuseOthers();
        return message;
    }

    private static String topic(String text) {
        try {
            return new TopicName(text).text();
        } catch (InvalidTopicException invalid) {
            throw JsonBody.invalid("topic: " + invalid.getMessage());
        }
    }

    private static Origin origin(JsonBody body, CallContext context) {
        Origin.Protocol protocol = body.text("protocol")
                .map(name -> Arrays.stream(Origin.Protocol.values())
                        .filter(known -> known.name().equals(name))
                        .findFirst()
                        .orElseThrow(() -> JsonBody.invalid(
                                "protocol must be one of " + Arrays.toString(Origin.Protocol.values()))))
                .orElse(Origin.Protocol.MQTT);
        Optional<String> clientId = body.text("clientId");
        Optional<String> traceId = body.text("traceId");
        boolean mqtt = protocol == Origin.Protocol.MQTT;
        return new Origin(
                protocol,
                mqtt ? Optional.of(clientId.orElse(DEFAULT_CLIENT)) : clientId,
                body.text("principalId").orElse(context.caller().principalId()),
                body.text("sourceIp").or(() -> Optional.of(context.sourceIp())),
                mqtt ? Optional.of(traceId.orElse(UUID.randomUUID().toString())) : traceId,
                (int) body.number("hops", 0, 0, 1000));
    }

    private static MessageProperties properties(JsonBody body) {
        List<UserProperty> userProperties = body.objects("userProperties", MAX_USER_PROPERTIES).stream()
                .map(property -> {
                    UserProperty read = new UserProperty(property.requiredText("key"), property.requiredText("value"));
                    property.refuseOthers();
                    return read;
                })
                .toList();
        return new MessageProperties(
                body.flag("utf8", false),
                body.any("expirySeconds").map(_ -> body.number("expirySeconds", 0, 0, 4_294_967_295L)),
                body.text("contentType"),
                body.text("responseTopic"),
                body.base64("correlationData"),
                userProperties);
    }

    static ObjectNode write(Message message) {
        ObjectNode node = JSON.createObjectNode();
        node.put("topic", message.topic());
        putBytes(node, "payload", message.payload());
        node.put("timestamp", message.timestampMillis());
        node.put("qos", message.qos());
        if (message.retain()) {
            node.put("retain", true);
        }
        Origin origin = message.origin();
        node.put("protocol", origin.protocol().name());
        origin.clientId().ifPresent(id -> node.put("clientId", id));
        node.put("principalId", origin.principalId());
        origin.sourceIp().ifPresent(ip -> node.put("sourceIp", ip));
        origin.traceId().ifPresent(id -> node.put("traceId", id));
        if (origin.hops() > 0) {
            node.put("hops", origin.hops());
        }
        properties(message.properties(), node);
        return node;
    }

    private static void properties(MessageProperties properties, ObjectNode node) {
        if (properties.utf8()) {
            node.put("utf8", true);
        }
        properties.expirySeconds().ifPresent(seconds -> node.put("expirySeconds", seconds));
        properties.contentType().ifPresent(type -> node.put("contentType", type));
        properties.responseTopic().ifPresent(topic -> node.put("responseTopic", topic));
        properties
                .correlationData()
                .ifPresent(
                        data -> node.put("correlationData", Base64.getEncoder().encodeToString(data)));
        if (!properties.userProperties().isEmpty()) {
            ArrayNode list = node.putArray("userProperties");
            properties.userProperties().forEach(property -> list.addObject()
                    .put("key", property.key())
                    .put("value", property.value()));
        }
    }

    /** As text under the name, or where it is no UTF-8 under {@code nameBase64}. */
    static void putBytes(ObjectNode node, String name, byte[] bytes) {
        try {
            node.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException binary) {
            node.put(name + "Base64", Base64.getEncoder().encodeToString(bytes));
        }
    }
}
