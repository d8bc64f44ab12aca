package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Conversions;
import dev.mooring.core.sql.value.SqlValue;

/** {@code topic([Decimal])}. */
final class Topic {
    static final SqlFunction FUNCTION = SqlFunction.of("topic([Decimal])")
            .says(
                    "Returns the topic of the message, or one segment of it, counted from 1. The prefix of Basic Ingest is not part of it.")
            .example("topic()", "\"things/myThings/thingOne\"")
            .example("topic(1)", "\"things\"")
            .exampleUndefined("topic(4)")
            .values(0, 1, (arguments, context) -> {
                String topic = context.input().topic();
                if (arguments.length == 0) {
                    return new SqlValue.Text(topic);
                }
                SqlValue.Num segment = Conversions.toNumber(arguments[0]);
                return segment == null ? SqlValue.UNDEFINED : segment(topic, Conversions.clampedInt(segment));
            });

    private static SqlValue segment(String topic, int number) {
        int start = 0;
        for (int i = 1; i < number; i++) {
            int slash = topic.indexOf('/', start);
            if (slash < 0) {
                return SqlValue.UNDEFINED;
            }
            start = slash + 1;
        }
        int end = topic.indexOf('/', start);
        return number < 1
                ? SqlValue.UNDEFINED
                : new SqlValue.Text(topic.substring(start, end < 0 ? topic.length() : end));
    }

    private Topic() {}
}
