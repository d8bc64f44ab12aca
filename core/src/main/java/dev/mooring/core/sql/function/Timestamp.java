package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.Int;

/** {@code timestamp()}. */
final class Timestamp {
    static final SqlFunction FUNCTION = SqlFunction.of("timestamp()")
            .says("Returns the present time as the rules engine sees it, in milliseconds since 1970 in UTC.")
            .example("timestamp()", "1481825251155")
            .values(0, 0, (_, context) -> Int.of(context.input().clock().millis()));

    private Timestamp() {}
}
