package dev.mooring.core.sql.eval;

import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.MapObject;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Array and object literals as nodes; what is Undefined is left out. */
final class Literals {
    private Literals() {}

    static Node array(List<Node> elements) {
        return evaluation -> {
            List<SqlValue> values = new ArrayList<>(elements.size());
            for (Node element : elements) {
                SqlValue value = element.eval(evaluation);
                if (value != SqlValue.UNDEFINED) {
                    values.add(value);
                }
            }
            return new ListArray(values);
        };
    }

    static Node object(Map<String, Node> members) {
        return evaluation -> {
            Map<String, SqlValue> values = new LinkedHashMap<>();
            for (Map.Entry<String, Node> member : members.entrySet()) {
                SqlValue value = member.getValue().eval(evaluation);
                if (value != SqlValue.UNDEFINED) {
                    values.put(member.getKey(), value);
                }
            }
            return new MapObject(values);
        };
    }
}
