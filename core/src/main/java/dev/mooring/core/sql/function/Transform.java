package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code transform(String, Object, Array)}. */
final class Transform {
    static final SqlFunction FUNCTION = SqlFunction.of("transform(String, Object, Array)")
            .says(
                    "With the mode enrichArray: returns the objects of the array, each with the members of the object added, which win over its own. The result may have 128 KiB.")
            .newer()
            .example(
                    "transform('enrichArray', {'unit': 'C'}, readings)",
                    "[{\"value\":21,\"unit\":\"C\"},{\"value\":22.5,\"unit\":\"C\"}]")
            .exampleUndefined("transform('enrichObject', {'unit': 'C'}, readings)")
            .values(
                    3,
                    3,
                    (arguments, context) -> arguments[0] instanceof SqlValue.Text(String mode)
                                    && mode.equals("enrichArray")
                                    && arguments[1] instanceof SqlValue.Obj attributes
                                    && arguments[2] instanceof SqlValue.Array array
                            ? enrich(attributes.members(), array, context)
                            : SqlValue.UNDEFINED);

    private static SqlValue enrich(Map<String, SqlValue> attributes, SqlValue.Array array, CallContext context) {
        List<SqlValue> enriched = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.get(i) instanceof SqlValue.Obj object)) {
                return SqlValue.UNDEFINED;
            }
            Map<String, SqlValue> members = new LinkedHashMap<>(object.members());
            members.putAll(attributes);
            context.budget().spend(members.size());
            enriched.add(new MapObject(members));
        }
        SqlValue result = new ListArray(enriched);
        int bytes = JsonWriter.toBytes(result, context.version(), context.budget()).length;
        return bytes > SqlLimits.TRANSFORM_BYTES ? SqlValue.UNDEFINED : result;
    }

    private Transform() {}
}
