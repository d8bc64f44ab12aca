package dev.mooring.standins.sns;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A published message.
 *
 * @param body what each protocol is sent; {@code default} for those not named
 */
record Notification(
        Tenant tenant,
        String topic,
        String messageId,
        Optional<String> subject,
        Map<String, String> body,
        TreeMap<String, Attribute> attributes,
        Optional<String> groupId,
        Optional<String> deduplicationId,
        Instant time) {
    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** @param value text, or base64 of a Binary */
    record Attribute(String type, String value) {}

    String textFor(String protocol) {
        return Optional.ofNullable(body.get(protocol)).orElseGet(() -> body.getOrDefault("default", ""));
    }

    boolean isFor(Subscription subscription) {
        return subscription
                .filter()
                .map(filter -> filter.matches(
                        subscription.filtersBody() ? parsed(textFor(subscription.protocol())) : attributesAsJson()))
                .orElse(true);
    }

    private static JsonNode parsed(String text) {
        try {
            return Json.MAPPER.readTree(text);
        } catch (JacksonException e) {
            return Json.MAPPER.missingNode();
        }
    }

    /** As filter policies see them: String.Array is an array, Number a number. */
    private JsonNode attributesAsJson() {
        ObjectNode object = Json.MAPPER.createObjectNode();
        attributes.forEach((name, attribute) -> {
            switch (attribute.type()) {
                case "String.Array" -> object.set(name, parsed(attribute.value()));
                case "Number" -> object.put(name, new BigDecimal(attribute.value()));
                default -> object.put(name, attribute.value());
            }
        });
        return object;
    }

    /** The envelope, without what would need AWS's key: no signature. */
    ObjectNode envelope(Subscription subscription, String baseUrl) {
        ObjectNode object = Json.MAPPER.createObjectNode();
        object.put("Type", "Notification");
        object.put("MessageId", messageId);
        object.put("TopicArn", ServiceArn.of("sns", tenant, topic).toString());
        subject.ifPresent(text -> object.put("Subject", text));
        object.put("Message", textFor(subscription.protocol()));
        object.put("Timestamp", ISO.format(time));
        object.put("UnsubscribeURL", baseUrl + "/?Action=Unsubscribe&SubscriptionArn=" + subscription.arn(tenant));
        if (!attributes.isEmpty()) {
            ObjectNode all = object.putObject("MessageAttributes");
            attributes.forEach((name, attribute) ->
                    all.putObject(name).put("Type", attribute.type()).put("Value", attribute.value()));
        }
        return object;
    }

    static String iso(Instant time) {
        return ISO.format(time);
    }
}
