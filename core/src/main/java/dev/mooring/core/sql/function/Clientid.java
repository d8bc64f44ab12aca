package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;

/** {@code clientid()}. */
final class Clientid {
    static final SqlFunction FUNCTION = SqlFunction.of("clientid()")
            .says("Returns the id of the MQTT client that published the message, or n/a if it was not sent over MQTT.")
            .example("clientid()", "\"thing-1\"")
            .values(
                    0,
                    0,
                    (_, context) -> new SqlValue.Text(
                            context.input().message().origin().clientId().orElse("n/a")));

    private Clientid() {}
}
