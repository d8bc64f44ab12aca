package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlLimits;
import dev.mooring.core.sql.value.ListArray;
import dev.mooring.core.sql.value.SqlValue;
import java.util.ArrayList;
import java.util.List;

/** {@code concat(AnyValue, …)}. */
final class Concat {
    static final SqlFunction FUNCTION = SqlFunction.of("concat(AnyValue, …)")
            .says(
                    "Concatenates. One argument is returned as it is. If any argument is an array, the result is an array of all of them; else, if any is a string, the string of all of them.")
            .example("concat([1, 2, 3], 4)", "[1,2,3,4]")
            .example("concat([1, 2, 3], \"hello\")", "[1,2,3,\"hello\"]")
            .example("concat(\"con\", \"cat\")", "\"concat\"")
            .example("concat(1, \"hello\")", "\"1hello\"")
            .example("concat(\"he\", \"is\", \"man\")", "\"heisman\"")
            .example("concat([1, 2, 3], \"hello\", [4, 5, 6])", "[1,2,3,\"hello\",4,5,6]")
            .exampleUndefined("concat()")
            .values(0, Integer.MAX_VALUE, (arguments, context) -> {
                if (arguments.length < 2) {
                    return arguments.length == 0 ? SqlValue.UNDEFINED : arguments[0];
                }
                boolean array = false;
                boolean text = false;
                for (SqlValue argument : arguments) {
                    array |= argument instanceof SqlValue.Array;
                    text |= argument instanceof SqlValue.Text;
                }
                return array ? arrays(arguments, context) : text ? texts(arguments, context) : SqlValue.UNDEFINED;
            });

    private static SqlValue arrays(SqlValue[] arguments, CallContext context) {
        List<SqlValue> all = new ArrayList<>();
        for (SqlValue argument : arguments) {
            if (argument instanceof SqlValue.Array array) {
                context.budget().spend(array.size());
                for (int i = 0; i < array.size(); i++) {
                    all.add(array.get(i));
                }
            } else if (argument != SqlValue.UNDEFINED) {
                all.add(argument);
            }
        }
        return new ListArray(all);
    }

    private static SqlValue texts(SqlValue[] arguments, CallContext context) {
        StringBuilder all = new StringBuilder();
        for (SqlValue argument : arguments) {
            String text = context.text(argument);
            if (text == null || all.length() + text.length() > SqlLimits.TEXT_CHARS) {
                return SqlValue.UNDEFINED;
            }
            all.append(text);
        }
        return new SqlValue.Text(all.toString());
    }

    private Concat() {}
}
