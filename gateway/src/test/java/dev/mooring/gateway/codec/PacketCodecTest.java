package dev.mooring.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden bytes in both directions. */
class PacketCodecTest {
    private final PacketDecoder decoder = new PacketDecoder();

    @Test
    void readsAConnectWithEverything() throws RefusedPacketException {
        Packet packet =
                decode("10 25 0004 4d515454 04 f6 003c 0002 6964 0003 612f62 0002 0001 0004 75736572 0004 70617373"
                        .replace("10 25", "10 23"));
        assertThat(packet).isInstanceOfSatisfying(Packet.ConnectPacket.class, p -> {
            Connect connect = p.connect();
            assertThat(connect.level()).isEqualTo(4);
            assertThat(connect.cleanStart()).isTrue();
            assertThat(connect.keepAliveSeconds()).isEqualTo(60);
            assertThat(connect.clientId()).isEqualTo("id");
            assertThat(connect.username()).contains("user");
            assertThat(connect.password().orElseThrow()).asString().isEqualTo("pass");
            assertThat(connect.will()).hasValueSatisfying(will -> {
                assertThat(will.topic()).isEqualTo("a/b");
                assertThat(will.payload()).containsExactly(0, 1);
                assertThat(will.qos()).isEqualTo(2);
                assertThat(will.retain()).isTrue();
            });
        });
    }

    static Stream<Arguments> packets() {
        return Stream.of(
                Arguments.of("40 02 1234", new Packet.Acknowledge(Packet.Acknowledge.Kind.PUBACK, 0x1234, 0)),
                Arguments.of("50 02 1234", new Packet.Acknowledge(Packet.Acknowledge.Kind.PUBREC, 0x1234, 0)),
                Arguments.of("62 02 1234", new Packet.Acknowledge(Packet.Acknowledge.Kind.PUBREL, 0x1234, 0)),
                Arguments.of("70 02 ffff", new Packet.Acknowledge(Packet.Acknowledge.Kind.PUBCOMP, 0xffff, 0)),
                Arguments.of(
                        "82 0a 0001 0001 61 00 0001 62 02",
                        new Packet.Subscribe(
                                1,
                                0,
                                List.of(new Packet.Subscribe.Request("a", 0), new Packet.Subscribe.Request("b", 2)))),
                Arguments.of("a2 08 0002 0001 61 0001 62", new Packet.Unsubscribe(2, List.of("a", "b"))),
                Arguments.of("c0 00", new Packet.PingRequest()),
                Arguments.of("c0 80 00", new Packet.PingRequest()),
                Arguments.of("e0 00", Packet.Disconnect.NORMAL));
    }

    @ParameterizedTest
    @MethodSource
    void packets(String hex, Packet expected) throws RefusedPacketException {
        assertThat(decode(hex)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "3c 01 00, MQTT-1.5.3",
        "30 01 00, MQTT-1.5.3",
        "30 03 0002 61, MQTT-1.5.3",
        "30 03 0001 00, MQTT-1.5.3-2",
        "30 05 0003 eda080, MQTT-1.5.3-1",
        "30 06 0004 f4908080, MQTT-1.5.3-1",
        "30 03 0001 ff, MQTT-1.5.3-1",
        "36 05 0001 61 0001, MQTT-3.3.1-4",
        "38 03 0001 61, MQTT-3.3.1-2",
        "32 05 0001 61 0000, MQTT-2.3.1-1",
        "32 04 0001 61 00, MQTT-2.3.1",
        "42 02 0001, MQTT-2.2.2-2",
        "60 02 0001, MQTT-2.2.2-2",
        "80 06 0001 0001 61 00, MQTT-2.2.2-2",
        "82 02 0001, MQTT-3.8.3-3",
        "82 05 0001 0001 61, MQTT-3.8.3-1",
        "82 06 0001 0001 61 03, MQTT-3-8.3-4",
        "a2 02 0001, MQTT-3.10.3-2",
        "40 03 0001 00, MQTT-2.2.3",
        "c0 01 00, MQTT-2.2.3",
        "20 02 0000, MQTT-2.2.1",
        "00 00, MQTT-2.2.1",
        "f0 00, MQTT-2.2.1",
    })
    void refusesWithTheStatementThatIsBroken(String hex, String section) {
        assertThatThrownBy(() -> decode(hex))
                .isInstanceOfSatisfying(RefusedPacketException.class, refused -> assertThat(refused.reason())
                        .isInstanceOfSatisfying(Reason.ProtocolError.class, error -> assertThat(error.section())
                                .isEqualTo(section)));
    }

    @Test
    void theReplacementCharacterItselfIsWellFormed() throws RefusedPacketException {
        assertThat(decode("30 05 0003 efbfbd"))
                .isInstanceOfSatisfying(Packet.Publish.class, publish -> assertThat(publish.topic())
                        .isEqualTo("\uFFFD"));
    }

    @ParameterizedTest
    @CsvSource({
        "30, -1",
        "30 00, 2",
        "30 7f, -1",
        "30 80, -1",
        "30 80 01, -1",
        "30 ff ff 07, -1",
    })
    void findsWhereAPacketEnds(String hex, int length) throws RefusedPacketException {
        assertThat(FixedHeader.packetLength(bytes(hex), 131_071)).isEqualTo(length);
    }

    @Test
    void refusesALengthOverTheLimitBeforeTheBytesArrive() {
        assertThatThrownBy(() -> FixedHeader.packetLength(bytes("30 80 80 08"), 131_071))
                .hasMessageContaining("131072");
        assertThatThrownBy(() -> FixedHeader.packetLength(bytes("30 80 80 80 80"), 131_071))
                .hasMessageContaining("four bytes");
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(new Reply.ConnAck(true, 0, "", Reply.Terms.NONE), "20020100"),
                Arguments.of(new Reply.ConnAck(ReasonCode.NOT_AUTHORIZED, "policies"), "20020005"),
                Arguments.of(new Reply.SubAck(0x1234, new int[] {0, 1, 0x87}, "policies"), "90051234000180"),
                Arguments.of(new Reply.UnsubAck(7, new int[1]), "b0020007"),
                Arguments.of(new Reply.PingResponse(), "d000"));
    }

    @ParameterizedTest
    @MethodSource
    void replies(Reply reply, String hex) {
        ByteBuf out = Unpooled.buffer();
        ReplyEncoder.reply(out, reply, Dialect.MQTT_3_1_1, new ReplyEncoder.Announced(1000, 8));
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo(hex);
    }

    @Test
    void writesPubAcksAndPublishes() {
        ByteBuf out = Unpooled.buffer();
        PublishEncoder.acknowledge(out, Packet.Acknowledge.Kind.PUBACK, 0xfedc);
        PublishEncoder.publish(out, outgoing("a/b", "xy", 0, false), 0, false);
        PublishEncoder.publish(out, outgoing("a/b", "xy", 1, true), 0x8001, true);
        assertThat(ByteBufUtil.hexDump(out)).isEqualTo("4002fedc" + "30070003612f627879" + "3b090003612f6280017879");
    }

    @Test
    void whatIsWrittenIsReadAgain() throws RefusedPacketException {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            int qos = random.nextInt(3);
            String topic = "t".repeat(1 + random.nextInt(200));
            String payload = "ü".repeat(random.nextInt(random.nextInt(10) == 0 ? 20_000 : 100));
            boolean duplicate = qos > 0 && random.nextBoolean();
            Outgoing message = outgoing(topic, payload, qos, random.nextBoolean());
            ByteBuf out = Unpooled.buffer(PublishEncoder.bytes(message, false));
            PublishEncoder.publish(out, message, 1 + i, duplicate);
            int length = FixedHeader.packetLength(out, 1 << 20);
            assertThat(length).isEqualTo(out.readableBytes()).isEqualTo(PublishEncoder.bytes(message, false));
            Packet.Publish read = (Packet.Publish) decoder.decode(out, length, false);
            assertThat(read.topic()).isEqualTo(topic);
            assertThat(new String(read.payload(), StandardCharsets.UTF_8)).isEqualTo(payload);
            assertThat(read.qos()).isEqualTo(qos);
            assertThat(read.retain()).isEqualTo(message.retain());
            assertThat(read.duplicate()).isEqualTo(duplicate);
            assertThat(read.packetId()).isEqualTo(qos == 0 ? 0 : 1 + i);
        }
    }

    private Packet decode(String hex) throws RefusedPacketException {
        ByteBuf in = bytes(hex);
        int length = FixedHeader.packetLength(in, 1 << 20);
        assertThat(length).as("the test's own length").isEqualTo(in.readableBytes());
        try {
            return decoder.decode(in, length, false);
        } finally {
            assertThat(in.isReadable()).isFalse();
        }
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(hex.replace(" ", "")));
    }

    private static Outgoing outgoing(String topic, String payload, int qos, boolean retain) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "t", Optional.empty(), Optional.empty(), 0);
        Message message = new Message(
                new Tenant("000000000000", "us-east-1"),
                topic,
                payload.getBytes(StandardCharsets.UTF_8),
                qos,
                retain,
                MessageProperties.NONE,
                origin,
                0);
        return new Outgoing(message, topic.getBytes(StandardCharsets.UTF_8), qos, retain);
    }
}
