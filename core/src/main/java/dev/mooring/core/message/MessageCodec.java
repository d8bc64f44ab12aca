package dev.mooring.core.message;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.MessageProperties.UserProperty;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The form in which a message is kept on disk: a version byte, fixed fields, then what is of variable length, each with
 * its length in four bytes, big endian. The tenant is not in it: the row that holds the message names it.
 *
 * <p>A later version of Mooring must read what an earlier one wrote: a new field is a new version.
 */
public final class MessageCodec {
    private static final byte VERSION = 1;
    private static final int FIXED_BYTES = 1 + 1 + 1 + 8 + 4;

    private static final int RETAIN = 1 << 2;
    private static final int UTF8 = 1 << 3;
    private static final int EXPIRY = 1 << 4;
    private static final int CONTENT_TYPE = 1 << 5;
    private static final int RESPONSE_TOPIC = 1 << 6;
    private static final int CORRELATION_DATA = 1 << 7;

    private static final int CLIENT_ID = 1 << 2;
    private static final int SOURCE_IP = 1 << 3;
    private static final int TRACE_ID = 1 << 4;

    private MessageCodec() {}

    public static byte[] encode(Message message) {
        MessageProperties properties = message.properties();
        Origin origin = message.origin();
        List<byte[]> parts = new ArrayList<>(8);
        parts.add(utf8(message.topic()));
        parts.add(message.payload());
        parts.add(utf8(origin.principalId()));
        properties.contentType().ifPresent(text -> parts.add(utf8(text)));
        properties.responseTopic().ifPresent(text -> parts.add(utf8(text)));
        properties.correlationData().ifPresent(parts::add);
        origin.clientId().ifPresent(text -> parts.add(utf8(text)));
        origin.sourceIp().ifPresent(text -> parts.add(utf8(text)));
        origin.traceId().ifPresent(text -> parts.add(utf8(text)));
        for (UserProperty property : properties.userProperties()) {
            parts.add(utf8(property.key()));
            parts.add(utf8(property.value()));
        }
        int size = FIXED_BYTES + (properties.expirySeconds().isPresent() ? 8 : 0) + 4;
        for (byte[] part : parts) {
            size += 4 + part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.put(VERSION).put((byte) messageFlags(message)).put((byte) originFlags(origin));
        out.putLong(message.timestampMillis()).putInt(origin.hops());
        properties.expirySeconds().ifPresent(out::putLong);
        out.putInt(properties.userProperties().size());
        for (byte[] part : parts) {
            out.putInt(part.length).put(part);
        }
        return out.array();
    }

    /** @throws IllegalArgumentException when these are not the bytes of a message */
    public static Message decode(Tenant tenant, byte[] bytes) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            Message message = decode(tenant, in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("bytes after the end of a stored message");
            }
            return message;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a stored message is cut short", e);
        }
    }

    private static Message decode(Tenant tenant, ByteBuffer in) {
        byte version = in.get();
        if (version != VERSION) {
            throw new IllegalArgumentException("a stored message of version " + version + ", this reads " + VERSION);
        }
        int flags = in.get();
        int originFlags = in.get();
        long timestampMillis = in.getLong();
        int hops = in.getInt();
        Optional<Long> expirySeconds = has(flags, EXPIRY) ? Optional.of(in.getLong()) : Optional.empty();
        int userPropertyCount = in.getInt();
        String topic = text(in);
        byte[] payload = part(in);
        String principalId = text(in);
        Optional<String> contentType = text(in, has(flags, CONTENT_TYPE));
        Optional<String> responseTopic = text(in, has(flags, RESPONSE_TOPIC));
        Optional<byte[]> correlationData = has(flags, CORRELATION_DATA) ? Optional.of(part(in)) : Optional.empty();
        Origin origin = new Origin(
                protocol(originFlags & 3),
                text(in, has(originFlags, CLIENT_ID)),
                principalId,
                text(in, has(originFlags, SOURCE_IP)),
                text(in, has(originFlags, TRACE_ID)),
                hops);
        MessageProperties properties = new MessageProperties(
                has(flags, UTF8),
                expirySeconds,
                contentType,
                responseTopic,
                correlationData,
                userProperties(in, userPropertyCount));
        return new Message(
                tenant,
                topic,
                payload,
                flags & 3,
                has(flags, RETAIN),
                properties.equals(MessageProperties.NONE) ? MessageProperties.NONE : properties,
                origin,
                timestampMillis);
    }

    private static List<UserProperty> userProperties(ByteBuffer in, int count) {
        if (count < 0 || count > in.remaining() / 8) {
            throw new IllegalArgumentException("a stored message claims " + count + " user properties");
        }
        List<UserProperty> properties = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            properties.add(new UserProperty(text(in), text(in)));
        }
        return List.copyOf(properties);
    }

    private static int messageFlags(Message message) {
        MessageProperties properties = message.properties();
        return message.qos()
                | (message.retain() ? RETAIN : 0)
                | (properties.utf8() ? UTF8 : 0)
                | (properties.expirySeconds().isPresent() ? EXPIRY : 0)
                | (properties.contentType().isPresent() ? CONTENT_TYPE : 0)
                | (properties.responseTopic().isPresent() ? RESPONSE_TOPIC : 0)
                | (properties.correlationData().isPresent() ? CORRELATION_DATA : 0);
    }

    private static int originFlags(Origin origin) {
        return number(origin.protocol())
                | (origin.clientId().isPresent() ? CLIENT_ID : 0)
                | (origin.sourceIp().isPresent() ? SOURCE_IP : 0)
                | (origin.traceId().isPresent() ? TRACE_ID : 0);
    }

    private static int number(Origin.Protocol protocol) {
        return switch (protocol) {
            case MQTT -> 0;
            case HTTP -> 1;
            case RULE -> 2;
            case SERVICE -> 3;
        };
    }

    private static Origin.Protocol protocol(int number) {
        return switch (number) {
            case 0 -> Origin.Protocol.MQTT;
            case 1 -> Origin.Protocol.HTTP;
            case 2 -> Origin.Protocol.RULE;
            default -> Origin.Protocol.SERVICE;
        };
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException(
                    "a stored message has a part of " + length + " bytes, and " + in.remaining() + " are left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static String text(ByteBuffer in) {
        return new String(part(in), StandardCharsets.UTF_8);
    }

    private static Optional<String> text(ByteBuffer in, boolean present) {
        return present ? Optional.of(text(in)) : Optional.empty();
    }
}
