package dev.mooring.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.packet.Packet;
import dev.mooring.gateway.testing.Mqtt5;
import dev.mooring.gateway.testing.RawClient;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged packets and noise: each is read or refused with a reason; nothing else is thrown, nothing hangs. */
class PacketDecoderFuzzTest {
    private static final int INPUTS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final long SEED = 20_261_123;

    private static final List<byte[]> SEEDS = List.of(
            RawClient.connect("client", true, 60),
            RawClient.connectWithWill("client", "will/topic", "payload", 1, true),
            RawClient.publish("a/b/c", "payload", 0, 0),
            RawClient.publish("münster/😀", "payload", 1, 77),
            RawClient.publish("long", new byte[300], 1, 77, true),
            RawClient.subscribe(1, "a/+:0", "b/#:1", "c:2"),
            RawClient.unsubscribe(1, "a/+"),
            RawClient.pubAck(1),
            RawClient.ping(),
            RawClient.disconnect());

    private static final List<byte[]> SEEDS_5 = List.of(
            Mqtt5.connect("client", true),
            Mqtt5.connect(
                    "client",
                    false,
                    Mqtt5.sessionExpiry(3600),
                    Mqtt5.shortProperty(33, 10),
                    Mqtt5.intProperty(39, 1000),
                    Mqtt5.shortProperty(34, 8),
                    Mqtt5.byteProperty(23, 0),
                    Mqtt5.user("a", "b")),
            Mqtt5.connectWithWill(
                    "client",
                    Mqtt5.properties(),
                    Mqtt5.properties(Mqtt5.intProperty(24, 5), Mqtt5.messageExpiry(7), Mqtt5.user("a", "b")),
                    "will",
                    "payload"),
            Mqtt5.publish(
                    "a/b",
                    "payload",
                    2,
                    77,
                    Mqtt5.byteProperty(1, 1),
                    Mqtt5.messageExpiry(60),
                    Mqtt5.topicAlias(1),
                    Mqtt5.stringProperty(3, "text/plain"),
                    Mqtt5.stringProperty(8, "reply/to"),
                    Mqtt5.stringProperty(9, "id"),
                    Mqtt5.user("a", "b"),
                    Mqtt5.user("a", "c")),
            Mqtt5.publish("", "payload", 0, 0, Mqtt5.topicAlias(1)),
            Mqtt5.acknowledge(5, 7, 0x80),
            Mqtt5.acknowledge(6, 7),
            Mqtt5.subscribe(1, "a/+", 0x2e, RawClient.bytes(11, 0xff, 0x7f)),
            Mqtt5.unsubscribe(1, "a/+"),
            Mqtt5.disconnect(4, Mqtt5.sessionExpiry(0), Mqtt5.stringProperty(31, "why")),
            Mqtt5.auth(),
            RawClient.ping());

    @Test
    void everyInputOf311IsReadOrRefused() {
        everyInputIsReadOrRefused(SEEDS, false);
    }

    @Test
    void everyInputOf5IsReadOrRefused() {
        everyInputIsReadOrRefused(SEEDS_5, true);
    }

    private static void everyInputIsReadOrRefused(List<byte[]> seeds, boolean mqtt5) {
        PacketDecoder decoder = new PacketDecoder();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Random random = new Random(SEED + i);
            byte[] input = input(seeds, random);
            ByteBuf in = Unpooled.wrappedBuffer(input);
            try {
                while (true) {
                    int length = FixedHeader.packetLength(in, 1000);
                    if (length == FixedHeader.INCOMPLETE) {
                        break;
                    }
                    int end = in.readerIndex() + length;
                    try {
                        Packet packet = decoder.decode(in, length, mqtt5);
                        assertThat(packet).isNotNull();
                        read++;
                    } finally {
                        if (in.readerIndex() != end) {
                            throw new AssertionError("seed " + (SEED + i) + " left the reader index within a packet");
                        }
                    }
                }
            } catch (RefusedPacketException e) {
                assertThat(e.reason().text()).isNotEmpty();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + (SEED + i), e);
            }
        }
        assertThat(read).as("some inputs are good").isGreaterThan(INPUTS / 20);
        assertThat(refused).as("some inputs are bad").isGreaterThan(INPUTS / 20);
    }

    private static byte[] input(List<byte[]> seeds, Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int m = random.nextInt(4); m > 0; m--) {
            input = mutate(seeds, input, random);
        }
        return input;
    }

    private static byte[] mutate(List<byte[]> seeds, byte[] input, Random random) {
        if (input.length == 0) {
            return input;
        }
        int at = random.nextInt(input.length);
        switch (random.nextInt(4)) {
            case 0 -> input[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> input[at] = (byte) random.nextInt(256);
            case 2 -> {
                return Arrays.copyOf(input, at);
            }
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                byte[] joined = Arrays.copyOf(input, at + other.length);
                System.arraycopy(other, 0, joined, at, other.length);
                return joined;
            }
        }
        return input;
    }
}
