package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A hash or range key of a dynamoDB action.
 *
 * @param prefix of its parameters' names, {@code hashKey} or {@code rangeKey}
 * @param type {@code STRING} or {@code NUMBER}
 */
record DynamoDbKey(String prefix, Template field, Template value, Optional<Template> type) {
    private static final List<String> TYPES = List.of("STRING", "NUMBER");

    /** Empty if neither its field nor its value is given. */
    static Optional<DynamoDbKey> parse(String prefix, Parameters parameters) throws InvalidRuleException {
        Optional<Template> field = parameters.template(prefix + "Field");
        Optional<Template> value = parameters.template(prefix + "Value");
        Optional<Template> type = parameters.choiceTemplate(prefix + "Type", TYPES);
        if (field.isEmpty() && value.isEmpty() && type.isEmpty()) {
            return Optional.empty();
        }
        if (field.isEmpty() || value.isEmpty()) {
            throw parameters.invalid(prefix + (field.isEmpty() ? "Field" : "Value"), "is required");
        }
        if (field.get().text().isEmpty()) {
            throw parameters.invalid(prefix + "Field", "is empty");
        }
        return Optional.of(new DynamoDbKey(prefix, field.get(), value.get(), type));
    }

    Stream<Template> templates() {
        return Stream.concat(Stream.of(field, value), type.stream());
    }

    String name(Filling filling) throws UndeliverableException {
        return filling.text(prefix + "Field", field);
    }

    AttributeValue value(Filling filling) throws UndeliverableException {
        String text = filling.text(prefix + "Value", value);
        String of = filling.text(prefix + "Type", type).orElse("STRING");
        return switch (of) {
            case "STRING" -> AttributeValue.fromS(text);
            case "NUMBER" -> AttributeValue.fromN(number(text));
            default -> throw UndeliverableException.forGood(prefix + "Type: " + Parameters.notOneOf(of, TYPES));
        };
    }

    private String number(String text) throws UndeliverableException {
        try {
            return new BigDecimal(text.strip()).toString();
        } catch (NumberFormatException notANumber) {
            throw UndeliverableException.forGood(prefix + "Value: '" + text + "' is not a number");
        }
    }
}
