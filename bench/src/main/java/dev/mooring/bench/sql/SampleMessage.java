package dev.mooring.bench.sql;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A device's message: 255 bytes of JSON with ten fields. */
final class SampleMessage {
    static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    static final byte[] PAYLOAD = """
            {"deviceId":"sensor-0042","temperature":61.5,"humidity":40,"pressure":1013.25,"battery":3.71,\
            "firmware":"1.14.2-rc1","location":{"room":"kitchen","floor":2},"status":"nominal","sequence":184467,\
            "note":"all values within limits, next calibration in march"}""".getBytes(StandardCharsets.UTF_8);

    static final Message MESSAGE = new Message(
            TENANT,
            "dev/kitchen/data",
            PAYLOAD,
            0,
            false,
            MessageProperties.NONE,
            new Origin(
                    Origin.Protocol.MQTT,
                    Optional.of("sensor-0042"),
                    "principal",
                    Optional.empty(),
                    Optional.empty(),
                    0),
            0);

    private SampleMessage() {}
}
