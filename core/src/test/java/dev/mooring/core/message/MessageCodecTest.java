package dev.mooring.core.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.MessageProperties.UserProperty;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageCodecTest {
    private static final Tenant HERE = new Tenant("000000000000", "us-east-1");
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @Test
    void whatIsReadIsWhatWasWritten() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Message message = message(random);
            Message read = MessageCodec.decode(HERE, MessageCodec.encode(message));
            assertThat(read).usingRecursiveComparison().isEqualTo(message);
        }
    }

    @Test
    void otherBytesAreRefusedAndNothingElseHappens() {
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = MessageCodec.encode(message(random));
            int changes = 1 + random.nextInt(4);
            for (int c = 0; c < changes; c++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] cut = random.nextBoolean() ? bytes : java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                MessageCodec.decode(HERE, cut);
            } catch (IllegalArgumentException expected) {
                assertThat(expected).hasMessageContaining("stored message");
            }
        }
    }

    @Test
    void aMessageOfALaterVersionIsNamed() {
        byte[] bytes = MessageCodec.encode(message(new Random(3)));
        bytes[0] = 9;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageCodec.decode(HERE, bytes))
                .withMessage("a stored message of version 9, this reads 1");
    }

    private static Message message(Random random) {
        byte[] payload = new byte[random.nextInt(40)];
        random.nextBytes(payload);
        MessageProperties properties = random.nextInt(3) == 0
                ? MessageProperties.NONE
                : new MessageProperties(
                        random.nextBoolean(),
                        maybe(random, (long) random.nextInt(1000)),
                        maybe(random, "text/plain"),
                        maybe(random, "antwort/ä"),
                        maybe(random, new byte[] {1, 2, 3}),
                        random.nextBoolean()
                                ? List.of()
                                : List.of(new UserProperty("k", "v"), new UserProperty("", "日本")));
        Origin origin = new Origin(
                Origin.Protocol.values()[random.nextInt(4)],
                maybe(random, "client"),
                "principal",
                maybe(random, "127.0.0.1"),
                maybe(random, "0a8e"),
                random.nextInt(5));
        return new Message(
                HERE,
                "a/" + random.nextInt(),
                payload,
                random.nextInt(3),
                random.nextBoolean(),
                properties,
                origin,
                17);
    }

    private static <T> Optional<T> maybe(Random random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
