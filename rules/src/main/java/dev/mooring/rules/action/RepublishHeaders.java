package dev.mooring.rules.action;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.Template;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicName;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The MQTT 5 properties that a republish action sets. Nothing is copied from the incoming message unless a template
 * does it.
 *
 * @param correlationData base64
 * @param messageExpiry seconds; 0 counts as 1, and more than a week as a week, as with any publish
 */
public record RepublishHeaders(
        Optional<Template> payloadFormatIndicator,
        Optional<Template> contentType,
        Optional<Template> responseTopic,
        Optional<Template> correlationData,
        Optional<Template> messageExpiry,
        List<UserPropertyTemplate> userProperties) {
    private static final int MAX_USER_PROPERTIES = 100;
    private static final int MAX_TEXT = 1024;
    private static final long MAX_EXPIRY_SECONDS = 604_800;

    /** A user property whose key and value are templates. */
    public record UserPropertyTemplate(Template key, Template value) {}

    /** A header came out as something that cannot be sent. */
    static final class InvalidHeaderException extends Exception {
        InvalidHeaderException(String message) {
            super(message);
        }
    }

    static RepublishHeaders parse(Parameters parameters) throws InvalidRuleException {
        List<UserPropertyTemplate> userProperties = new ArrayList<>();
        for (Parameters property : parameters.objects("userProperties", MAX_USER_PROPERTIES)) {
            userProperties.add(
                    new UserPropertyTemplate(shortTemplate(property, "key"), shortTemplate(property, "value")));
            property.refuseOthers();
        }
        RepublishHeaders headers = new RepublishHeaders(
                parameters.template("payloadFormatIndicator"),
                parameters.template("contentType"),
                parameters.template("responseTopic"),
                parameters.template("correlationData"),
                parameters.template("messageExpiry"),
                List.copyOf(userProperties));
        parameters.refuseOthers();
        headers.checkLiterals(parameters.where());
        return headers;
    }

    private static Template shortTemplate(Parameters property, String name) throws InvalidRuleException {
        Template template = property.requiredTemplate(name);
        if (template.text().length() > MAX_TEXT) {
            throw new InvalidRuleException(
                    property.where() + "." + name + " has more than " + MAX_TEXT + " characters");
        }
        return template;
    }

    /** What can be known to be wrong without a message is refused with the rule. */
    private void checkLiterals(String where) throws InvalidRuleException {
        try {
            if (isLiteral(payloadFormatIndicator)) {
                utf8(payloadFormatIndicator.get().text());
            }
            if (isLiteral(responseTopic)) {
                topic(responseTopic.get().text());
            }
            if (isLiteral(correlationData)) {
                bytes(correlationData.get().text());
            }
            if (isLiteral(messageExpiry)) {
                seconds(messageExpiry.get().text());
            }
        } catch (InvalidHeaderException invalid) {
            throw new InvalidRuleException(where + ": " + invalid.getMessage());
        }
    }

    boolean callsServices() {
        return Stream.concat(
                        Stream.of(payloadFormatIndicator, contentType, responseTopic, correlationData, messageExpiry)
                                .flatMap(Optional::stream),
                        userProperties.stream().flatMap(property -> Stream.of(property.key(), property.value())))
                .anyMatch(Template::callsServices);
    }

    /** Fills in the templates. */
    MessageProperties render(SqlInput input) throws InvalidHeaderException {
        Optional<String> format = render("payloadFormatIndicator", payloadFormatIndicator, input);
        Optional<String> expiry = render("messageExpiry", messageExpiry, input);
        Optional<String> correlation = render("correlationData", correlationData, input);
        Optional<String> response = render("responseTopic", responseTopic, input);
        List<UserProperty> properties = new ArrayList<>();
        for (UserPropertyTemplate property : userProperties) {
            properties.add(new UserProperty(
                    render("key of a user property", property.key(), input),
                    render("value of a user property", property.value(), input)));
        }
        return new MessageProperties(
                format.isPresent() && utf8(format.get()),
                expiry.isPresent() ? Optional.of(seconds(expiry.get())) : Optional.empty(),
                render("contentType", contentType, input),
                response.isPresent() ? Optional.of(topic(response.get())) : Optional.empty(),
                correlation.isPresent() ? Optional.of(bytes(correlation.get())) : Optional.empty(),
                List.copyOf(properties));
    }

    private static boolean isLiteral(Optional<Template> template) {
        return template.isPresent() && template.get().isLiteral();
    }

    private static Optional<String> render(String name, Optional<Template> template, SqlInput input)
            throws InvalidHeaderException {
        return template.isPresent() ? Optional.of(render(name, template.get(), input)) : Optional.empty();
    }

    private static String render(String name, Template template, SqlInput input) throws InvalidHeaderException {
        return template.render(input)
                .orElseThrow(() -> new InvalidHeaderException(
                        "the template of header " + name + " has no value for this message"));
    }

    private static boolean utf8(String text) throws InvalidHeaderException {
        return switch (text) {
            case "UTF8_DATA" -> true;
            case "UNSPECIFIED_BYTES" -> false;
            default ->
                throw new InvalidHeaderException(
                        "header payloadFormatIndicator must be UTF8_DATA or UNSPECIFIED_BYTES, not '" + text + "'");
        };
    }

    private static long seconds(String text) throws InvalidHeaderException {
        try {
            long seconds = Long.parseLong(text);
            if (seconds >= 0) {
                return Math.clamp(seconds, 1, MAX_EXPIRY_SECONDS);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like a negative one.
        }
        throw new InvalidHeaderException("header messageExpiry must be a number of seconds, not '" + text + "'");
    }

    private static byte[] bytes(String base64) throws InvalidHeaderException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidHeaderException("header correlationData must be base64, not '" + base64 + "'");
        }
    }

    private static String topic(String text) throws InvalidHeaderException {
        try {
            return new TopicName(text).text();
        } catch (InvalidTopicException invalid) {
            throw new InvalidHeaderException("header responseTopic: " + invalid.getMessage());
        }
    }
}
