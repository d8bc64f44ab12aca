package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code traceid()}. */
final class Traceid {
    static final SqlFunction FUNCTION = SqlFunction.of("traceid()")
            .says("Returns the trace id, a UUID, of the MQTT message; Undefined if it was not sent over MQTT.")
            .example("traceid()", "\"12345678-1234-1234-1234-123456789012\"")
            .values(0, 0, (_, context) -> context.input()
                    .message()
                    .origin()
                    .traceId()
                    .map(Texts::nonEmpty)
                    .orElse(SqlValue.UNDEFINED));

    private Traceid() {}
}
