package dev.mooring.core.sql.function;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Base64;
import java.util.Optional;

/** {@code get_mqtt_property(String)}. */
final class GetMqttProperty {
    static final SqlFunction FUNCTION = SqlFunction.of("get_mqtt_property(String)")
            .says(
                    "Returns an MQTT 5 property of the message: content_type, response_topic, correlation_data (in base64) or format_indicator (UTF8_DATA or UNSPECIFIED_BYTES).")
            .newer()
            .example("get_mqtt_property(\"content_type\")", "\"application/json\"")
            .example("get_mqtt_property(\"format_indicator\")", "\"UTF8_DATA\"")
            .exampleUndefined("get_mqtt_property(\"response_topic\")")
            .values(1, 1, (arguments, context) -> {
                MessageProperties properties = context.input().message().properties();
                return switch (arguments[0] instanceof SqlValue.Text(String name) ? name : "") {
                    case "content_type" -> text(properties.contentType());
                    case "response_topic" -> text(properties.responseTopic());
                    case "correlation_data" ->
                        text(properties.correlationData().map(data -> Base64.getEncoder()
                                .encodeToString(data)));
                    case "format_indicator" -> new SqlValue.Text(properties.utf8() ? "UTF8_DATA" : "UNSPECIFIED_BYTES");
                    default -> SqlValue.UNDEFINED;
                };
            });

    private static SqlValue text(Optional<String> property) {
        return property.isPresent() ? new SqlValue.Text(property.get()) : SqlValue.UNDEFINED;
    }

    private GetMqttProperty() {}
}
