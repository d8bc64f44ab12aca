package dev.mooring.api.iotdata;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iotdataplane.model.PayloadFormatIndicator;
import software.amazon.awssdk.services.iotdataplane.model.PublishRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The MQTT 5 properties of an HTTP publish.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_iotdata_Publish.html">AWS: Publish</a>
 */
final class PublishProperties {
    /** AWS IoT Core quotas for MQTT 5; the last one bounds names and values together. */
    static final long MAX_EXPIRY_SECONDS = 604_800;

    static final int MAX_CONTENT_TYPE_BYTES = 256;
    static final int MAX_CORRELATION_BYTES = 128;
    static final int MAX_USER_PROPERTY_BYTES = 8 * 1024;

    private static final JsonMapper JSON = new JsonMapper();

    private PublishProperties() {}

    /** @throws dev.mooring.api.ApiException InvalidRequestException when one is malformed or over its limit */
    static MessageProperties of(PublishRequest request, TopicLimits topicLimits) {
        return new MessageProperties(
                request.payloadFormatIndicator() == PayloadFormatIndicator.UTF8_DATA,
                Optional.ofNullable(request.messageExpiry()).map(PublishProperties::expiry),
                Optional.ofNullable(request.contentType()).map(PublishProperties::contentType),
                Optional.ofNullable(request.responseTopic()).map(topic -> responseTopic(topic, topicLimits)),
                Optional.ofNullable(request.correlationData()).map(PublishProperties::correlationData),
                userProperties(request.userProperties()));
    }

    private static Long expiry(Long seconds) {
        if (seconds < 0 || seconds > MAX_EXPIRY_SECONDS) {
            throw PublishHandler.invalid(
                    "messageExpiry must be 1 to " + MAX_EXPIRY_SECONDS + " seconds, not " + seconds);
        }
        // AWS takes 0 for the shortest.
        return Math.max(1, seconds);
    }

    private static String contentType(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_CONTENT_TYPE_BYTES) {
            throw PublishHandler.invalid("contentType has " + bytes + " bytes; the limit is " + MAX_CONTENT_TYPE_BYTES);
        }
        return text;
    }

    private static String responseTopic(String text, TopicLimits limits) {
        try {
            return TopicName.parse(text, limits).text();
        } catch (InvalidTopicException e) {
            throw PublishHandler.invalid("responseTopic: " + e.getMessage());
        }
    }

    private static byte[] correlationData(String base64) {
        byte[] data;
        try {
            data = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw PublishHandler.invalid("correlationData is not base64");
        }
        if (data.length > MAX_CORRELATION_BYTES) {
            throw PublishHandler.invalid(
                    "correlationData has " + data.length + " bytes; the limit is " + MAX_CORRELATION_BYTES);
        }
        return data;
    }

    /** @param json an array of objects with one string member each */
    private static List<UserProperty> userProperties(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        JsonNode array;
        try {
            array = JSON.readTree(json);
        } catch (JacksonException e) {
            throw PublishHandler.invalid("userProperties is not JSON: " + e.getOriginalMessage());
        }
        List<UserProperty> properties = new ArrayList<>();
        int bytes = 0;
        for (JsonNode element : requireArray(array)) {
            if (!element.isObject()
                    || element.size() != 1
                    || !element.iterator().next().isString()) {
                throw PublishHandler.invalid(
                        "userProperties must be objects with one string member each, such as {\"key\":\"value\"}");
            }
            String key = element.propertyNames().iterator().next();
            String value = element.iterator().next().asString();
            bytes += key.getBytes(StandardCharsets.UTF_8).length + value.getBytes(StandardCharsets.UTF_8).length;
            properties.add(new UserProperty(key, value));
        }
        if (bytes > MAX_USER_PROPERTY_BYTES) {
            throw PublishHandler.invalid(
                    "userProperties have " + bytes + " bytes; the limit is " + MAX_USER_PROPERTY_BYTES);
        }
        return properties;
    }

    private static JsonNode requireArray(JsonNode node) {
        if (!node.isArray()) {
            throw PublishHandler.invalid("userProperties must be a JSON array");
        }
        return node;
    }
}
