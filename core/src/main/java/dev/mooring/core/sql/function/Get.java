package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.Int;
import dev.mooring.core.sql.value.SqlValue;

/** {@code get(Array|String|Object, Int|String)}. */
final class Get {
    static final SqlFunction FUNCTION = SqlFunction.of("get(Array|String|Object, Int|String)")
            .says(
                    "Extracts an element of an array or a character of a string by its index from 0, or a member of an object by its key.")
            .example("get([\"a\", \"b\", \"c\"], 1)", "\"b\"")
            .example("get({\"a\":\"b\"}, \"a\")", "\"b\"")
            .example("get(\"abc\", 1)", "\"b\"")
            .example("get(*, \"device-id\")", "\"d-1\"")
            .exampleUndefined("get([\"a\"], 1)")
            .values(2, 2, (arguments, _) -> switch (arguments[0]) {
                case SqlValue.Array array -> {
                    int index = index(arguments[1]);
                    yield index >= 0 && index < array.size() ? array.get(index) : SqlValue.UNDEFINED;
                }
                case SqlValue.Text(String text) -> {
                    int index = index(arguments[1]);
                    yield index >= 0 && index < text.codePointCount(0, text.length())
                            ? Texts.between(text, index, index + 1)
                            : SqlValue.UNDEFINED;
                }
                case SqlValue.Obj object ->
                    arguments[1] instanceof SqlValue.Text(String key) ? object.get(key) : SqlValue.UNDEFINED;
                default -> SqlValue.UNDEFINED;
            });

    private static int index(SqlValue value) {
        SqlValue.Num number = Conversions.toNumber(value);
        return number != null && Conversions.floor(number) instanceof Int whole ? Conversions.clampedInt(whole) : -1;
    }

    private Get() {}
}
