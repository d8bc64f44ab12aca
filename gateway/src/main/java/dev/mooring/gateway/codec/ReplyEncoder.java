package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.packet.ReturnCode;
import dev.mooring.core.reason.ReasonCode;
import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * Appends the server's answers, in the words of the client's version. A reason string goes to a client that wants it and
 * can take it [MQTT-3.1.2-29, MQTT-3.2.2-19]. Stateless.
 */
public final class ReplyEncoder {
    private static final int SUBACK_FAILURE = 0x80;

    /** A sentence, not a novel: what clients send us comes back in it. */
    private static final int MAX_REASON_CHARS = 1000;

    private ReplyEncoder() {}

    /**
     * What the gateway itself tells clients in CONNACK.
     *
     * @param maximumPacketSize the largest packet it reads, bytes
     * @param topicAliasMaximum the aliases it remembers
     */
    public record Announced(int maximumPacketSize, int topicAliasMaximum) {}

    public static void reply(ByteBuf out, Reply reply, Dialect dialect, Announced announced) {
        if (!dialect.mqtt5()) {
            reply311(out, reply);
            return;
        }
        boolean always = reply instanceof Reply.ConnAck || reply instanceof Reply.Disconnect;
        String reason = always || dialect.problemInformation() ? shortened(reasonString(reply)) : "";
        int start = out.writerIndex();
        reply5(out, reply, reason, announced);
        if (out.writerIndex() - start > dialect.maximumPacketSize() && !reason.isEmpty()) {
            out.writerIndex(start);
            reply5(out, reply, "", announced);
        }
    }

    private static String reasonString(Reply reply) {
        return switch (reply) {
            case Reply.ConnAck ack -> ack.reasonString();
            case Reply.Acknowledgement ack -> ack.reasonString();
            case Reply.SubAck ack -> ack.reasonString();
            case Reply.Disconnect disconnect -> disconnect.reasonString();
            case Reply.UnsubAck ack -> "";
            case Reply.PingResponse pong -> "";
        };
    }

    private static String shortened(String text) {
        if (text.length() <= MAX_REASON_CHARS) {
            return text;
        }
        int end =
                Character.isHighSurrogate(text.charAt(MAX_REASON_CHARS - 1)) ? MAX_REASON_CHARS - 1 : MAX_REASON_CHARS;
        return text.substring(0, end) + "…";
    }

    // ---- MQTT 3.1.1

    private static void reply311(ByteBuf out, Reply reply) {
        switch (reply) {
            case Reply.ConnAck ack -> {
                FixedHeader.write(out, PacketType.CONNACK << 4, 2);
                out.writeByte(ack.sessionPresent() ? 1 : 0);
                out.writeByte(ReturnCode.of(ack.reasonCode()).orElse(ReturnCode.SERVER_UNAVAILABLE));
            }
            case Reply.SubAck ack -> {
                FixedHeader.write(out, PacketType.SUBACK << 4, 2 + ack.reasonCodes().length);
                out.writeShort(ack.packetId());
                for (int code : ack.reasonCodes()) {
                    out.writeByte(ReasonCode.isError(code) ? SUBACK_FAILURE : code);
                }
            }
            case Reply.UnsubAck ack -> {
                FixedHeader.write(out, PacketType.UNSUBACK << 4, 2);
                out.writeShort(ack.packetId());
            }
            // There are no codes in them: the client is told that it is over.
            case Reply.Acknowledgement ack -> PublishEncoder.acknowledge(out, ack.kind(), ack.packetId());
            case Reply.PingResponse pong -> FixedHeader.write(out, PacketType.PINGRESP << 4, 0);
            case Reply.Disconnect disconnect -> {
                // Closing says it all.
            }
        }
    }

    // ---- MQTT 5

    private static void reply5(ByteBuf out, Reply reply, String reason, Announced announced) {
        switch (reply) {
            case Reply.ConnAck ack ->
                packet(out, PacketType.CONNACK << 4, body -> {
                    body.writeByte(ack.sessionPresent() ? 1 : 0).writeByte(ack.reasonCode());
                    block(body, properties -> {
                        if (!ReasonCode.isError(ack.reasonCode())) {
                            terms(properties, ack.terms(), announced);
                        }
                        reasonString(properties, reason);
                    });
                });
            case Reply.Acknowledgement ack ->
                packet(out, PublishEncoder.first(ack.kind()), body -> {
                    body.writeShort(ack.packetId()).writeByte(ack.reasonCode());
                    if (!reason.isEmpty()) {
                        block(body, properties -> reasonString(properties, reason));
                    }
                });
            case Reply.SubAck ack ->
                packet(out, PacketType.SUBACK << 4, body -> {
                    body.writeShort(ack.packetId());
                    block(body, properties -> reasonString(properties, reason));
                    codes(body, ack.reasonCodes());
                });
            case Reply.UnsubAck ack ->
                packet(out, PacketType.UNSUBACK << 4, body -> {
                    body.writeShort(ack.packetId()).writeByte(0);
                    codes(body, ack.reasonCodes());
                });
            case Reply.PingResponse pong -> FixedHeader.write(out, PacketType.PINGRESP << 4, 0);
            case Reply.Disconnect disconnect ->
                packet(out, PacketType.DISCONNECT << 4, body -> {
                    body.writeByte(disconnect.reasonCode());
                    if (!reason.isEmpty()) {
                        block(body, properties -> reasonString(properties, reason));
                    }
                });
        }
    }

    private static void terms(ByteBuf out, Reply.Terms terms, Announced announced) {
        terms.sessionExpirySeconds()
                .ifPresent(seconds -> PropertyWriter.writeInt(out, PropertyId.SESSION_EXPIRY_INTERVAL, seconds));
        terms.receiveMaximum()
                .ifPresent(maximum -> PropertyWriter.writeShort(out, PropertyId.RECEIVE_MAXIMUM, maximum));
        terms.maximumQos().ifPresent(qos -> PropertyWriter.writeByte(out, PropertyId.MAXIMUM_QOS, qos));
        PropertyWriter.writeInt(out, PropertyId.MAXIMUM_PACKET_SIZE, announced.maximumPacketSize());
        terms.assignedClientId()
                .ifPresent(id -> PropertyWriter.writeString(out, PropertyId.ASSIGNED_CLIENT_IDENTIFIER, id));
        PropertyWriter.writeShort(out, PropertyId.TOPIC_ALIAS_MAXIMUM, announced.topicAliasMaximum());
        if (!terms.subscriptionIdentifiers()) {
            PropertyWriter.writeByte(out, PropertyId.SUBSCRIPTION_IDENTIFIER_AVAILABLE, 0);
        }
        terms.serverKeepAliveSeconds()
                .ifPresent(seconds -> PropertyWriter.writeShort(out, PropertyId.SERVER_KEEP_ALIVE, seconds));
    }

    private static void reasonString(ByteBuf out, String reason) {
        if (!reason.isEmpty()) {
            PropertyWriter.writeString(out, PropertyId.REASON_STRING, reason);
        }
    }

    private static void codes(ByteBuf out, int[] codes) {
        for (int code : codes) {
            out.writeByte(code);
        }
    }

    /** These packets are rare: written once to learn their length. */
    private static void packet(ByteBuf out, int first, Consumer<ByteBuf> writer) {
        ByteBuf body = out.alloc().heapBuffer();
        try {
            writer.accept(body);
            FixedHeader.write(out, first, body.readableBytes());
            out.writeBytes(body);
        } finally {
            body.release();
        }
    }

    private static void block(ByteBuf out, Consumer<ByteBuf> writer) {
        ByteBuf properties = out.alloc().heapBuffer();
        try {
            writer.accept(properties);
            VariableInteger.write(out, properties.readableBytes());
            out.writeBytes(properties);
        } finally {
            properties.release();
        }
    }
}
