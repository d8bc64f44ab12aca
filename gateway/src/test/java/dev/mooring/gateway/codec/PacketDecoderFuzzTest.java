package dev.mooring.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.packet.Packet;
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

    @Test
    void everyInputIsReadOrRefused() {
        PacketDecoder decoder = new PacketDecoder();
        int read = 0;
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Random random = new Random(SEED + i);
            byte[] input = input(random);
            ByteBuf in = Unpooled.wrappedBuffer(input);
            try {
                while (true) {
                    int length = FixedHeader.packetLength(in, 1000);
                    if (length == FixedHeader.INCOMPLETE) {
                        break;
                    }
                    int end = in.readerIndex() + length;
                    try {
                        Packet packet = decoder.decode(in, length);
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

    private static byte[] input(Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] input = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        for (int m = random.nextInt(4); m > 0; m--) {
            input = mutate(input, random);
        }
        return input;
    }

    private static byte[] mutate(byte[] input, Random random) {
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
                byte[] other = SEEDS.get(random.nextInt(SEEDS.size()));
                byte[] joined = Arrays.copyOf(input, at + other.length);
                System.arraycopy(other, 0, joined, at, other.length);
                return joined;
            }
        }
        return input;
    }
}
