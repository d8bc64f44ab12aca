package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code sourceip()}. */
final class Sourceip {
    static final SqlFunction FUNCTION = SqlFunction.of("sourceip()")
            .says("Returns the IP address the message came from.")
            .newer()
            .example("sourceip()", "\"192.0.2.7\"")
            .values(0, 0, (_, context) -> context.input()
                    .message()
                    .origin()
                    .sourceIp()
                    .map(Texts::nonEmpty)
                    .orElse(SqlValue.UNDEFINED));

    private Sourceip() {}
}
