package dev.mooring.core.sql;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.message.Origin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Messages and short ways to evaluate on them. */
public final class Messages {
    public static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1481825251155L));

    /** The message of the functions' examples. */
    public static final String EXAMPLE_PAYLOAD =
            "{\"temperature\":23.5,\"device-id\":\"d-1\",\"readings\":[{\"value\":21},{\"value\":22.5}]}";

    private Messages() {}

    public static final MessageProperties EXAMPLE_PROPERTIES = new MessageProperties(
            true,
            Optional.empty(),
            Optional.of("application/json"),
            Optional.empty(),
            Optional.empty(),
            List.of(
                    new UserProperty("some key", "some value"),
                    new UserProperty("a different key", "a different value"),
                    new UserProperty("some key", "value with duplicate key")));

    public static final Origin MQTT = new Origin(
            Origin.Protocol.MQTT,
            Optional.of("thing-1"),
            "ba67293af50bf2506f5f93469686da660c7c844e7b3950bfb16813e0d31e9373",
            Optional.of("192.0.2.7"),
            Optional.of("12345678-1234-1234-1234-123456789012"),
            0);

    public static Message message(String topic, byte[] payload, MessageProperties properties, Origin origin) {
        return new Message(new Tenant("123456789012", "us-east-1"), topic, payload, 0, false, properties, origin, 0);
    }

    public static SqlInput input(String topic, String payload) {
        return input(topic, payload.getBytes(StandardCharsets.UTF_8), SqlServices.NONE);
    }

    public static SqlInput input(String topic, byte[] payload, SqlServices services) {
        return SqlInput.of(message(topic, payload, EXAMPLE_PROPERTIES, MQTT), CLOCK, services);
    }

    public static SqlOutcome run(String sql, String payload) {
        return SqlStatement.parse(sql, SqlVersion.V2016_03_23).evaluate(input("things/myThings/thingOne", payload));
    }

    /** The result of a statement that has one. */
    public static String result(String sql, String payload) {
        return switch (run(sql, payload)) {
            case SqlOutcome.Output output -> new String(output.payload(), StandardCharsets.UTF_8);
            case SqlOutcome.NoMatch _ -> throw new AssertionError("no match: " + sql);
            case SqlOutcome.Failed failed -> throw new AssertionError(failed.reason() + ": " + sql);
        };
    }
}
