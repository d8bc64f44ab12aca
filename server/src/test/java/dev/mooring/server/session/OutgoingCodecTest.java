package dev.mooring.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutgoingCodecTest {
    private static final Tenant HERE = new Tenant("000000000000", "us-east-1");
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @Test
    void whatIsReadIsWhatWasWritten() {
        for (Outgoing outgoing : samples()) {
            assertThat(OutgoingCodec.decode(HERE, OutgoingCodec.encode(outgoing)))
                    .usingRecursiveComparison()
                    .ignoringFields("receipt")
                    .isEqualTo(outgoing);
        }
    }

    @Test
    void otherBytesAreRefused() {
        Random random = new Random(1);
        List<Outgoing> samples = samples();
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = OutgoingCodec.encode(samples.get(random.nextInt(samples.size())));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            byte[] cut = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                OutgoingCodec.decode(HERE, cut);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("stored message");
            }
        }
    }

    private static List<Outgoing> samples() {
        Origin origin =
                new Origin(Origin.Protocol.MQTT, Optional.of("c"), "principal", Optional.empty(), Optional.empty(), 0);
        Message message = new Message(HERE, "a/b", new byte[] {1, 2}, 2, true, MessageProperties.NONE, origin, 17);
        byte[] topic = "a/b".getBytes(StandardCharsets.UTF_8);
        return List.of(
                new Outgoing(message, topic, 1, false),
                new Outgoing(message, topic, 2, true, List.of(1, 268_435_455), ""),
                new Outgoing(message, topic, 2, false, List.of(), "$share/group/a/+"),
                new Outgoing(message, topic, 1, true, List.of(7), "$share/ä/#"));
    }
}
