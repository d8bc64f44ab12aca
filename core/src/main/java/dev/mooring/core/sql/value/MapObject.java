package dev.mooring.core.sql.value;

import java.util.Map;

/**
 * An object that an expression builds.
 *
 * @param members in their order; not copied, must not be changed; without Undefined
 */
public record MapObject(Map<String, SqlValue> members) implements SqlValue.Obj {
    @Override
    public SqlValue get(String name) {
        SqlValue value = members.get(name);
        return value == null ? SqlValue.UNDEFINED : value;
    }
}
