package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code machinelearning_predict(modelId, roleArn, record)}. */
final class MachinelearningPredict {
    static final SqlFunction FUNCTION = SqlFunction.of("machinelearning_predict(modelId, roleArn, record)")
            .says(
                    "Returns the prediction of a model for a flat object; values of the object that are objects or arrays are passed as their JSON text.")
            .external()
            .values(
                    3,
                    3,
                    (arguments, context) -> arguments[0] instanceof SqlValue.Text(String modelId)
                                    && arguments[1] instanceof SqlValue.Text(String roleArn)
                                    && arguments[2] instanceof SqlValue.Obj object
                            ? Answers.value(
                                    context.input()
                                            .services()
                                            .machinelearningPredict(
                                                    modelId,
                                                    roleArn,
                                                    JsonWriter.toBytes(
                                                            flat(object, context),
                                                            context.version(),
                                                            context.budget())),
                                    context)
                            : SqlValue.UNDEFINED);

    private static SqlValue flat(SqlValue.Obj object, CallContext context) {
        Map<String, SqlValue> members = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (value instanceof SqlValue.Obj || value instanceof SqlValue.Array) {
                String text = context.text(value);
                if (text != null) {
                    members.put(name, new SqlValue.Text(text));
                }
            } else {
                members.put(name, value);
            }
        });
        return new MapObject(members);
    }

    private MachinelearningPredict() {}
}
