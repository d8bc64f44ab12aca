package dev.mooring.core.sql.function;

import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.List;
import java.util.Map;

/** {@code get_user_properties([String])}. */
final class GetUserProperties {
    static final SqlFunction FUNCTION = SqlFunction.of("get_user_properties([String])")
            .says(
                    "Returns the values of the MQTT 5 user properties with a key, in the order sent; Undefined if there is none. Without a key: all of them, each as an object.")
            .newer()
            .example("get_user_properties(\"some key\")", "[\"some value\",\"value with duplicate key\"]")
            .example(
                    "get_user_properties()",
                    "[{\"some key\":\"some value\"},{\"a different key\":\"a different value\"},{\"some key\":\"value with duplicate key\"}]")
            .exampleUndefined("get_user_properties(\"no such key\")")
            .values(0, 1, (arguments, context) -> {
                List<MessageProperties.UserProperty> properties =
                        context.input().message().properties().userProperties();
                if (arguments.length == 0) {
                    return new ListArray(properties.stream()
                            .<SqlValue>map(property ->
                                    new MapObject(Map.of(property.key(), new SqlValue.Text(property.value()))))
                            .toList());
                }
                String key = arguments[0] instanceof SqlValue.Text(String text) ? text : "";
                List<SqlValue> values = properties.stream()
                        .filter(property -> property.key().equals(key))
                        .<SqlValue>map(property -> new SqlValue.Text(property.value()))
                        .toList();
                return values.isEmpty() ? SqlValue.UNDEFINED : new ListArray(values);
            });

    private GetUserProperties() {}
}
