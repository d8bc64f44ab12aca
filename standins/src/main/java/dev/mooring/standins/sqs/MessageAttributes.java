package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.standins.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/**
 * The attributes of a message, sorted by name, which is the order they are hashed in.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html">AWS:
 *     message metadata</a>
 */
record MessageAttributes(TreeMap<String, Value> values) {
    private static final int MAX = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,256}");
    private static final Pattern TYPE = Pattern.compile("(String|Number|Binary)(\\..{1,245})?");

    /**
     * @param type String, Number or Binary, with a suffix of the sender's
     * @param value text, or base64 of a binary
     */
    record Value(String type, String value) {
        boolean isBinary() {
            return type.startsWith("Binary");
        }

        byte[] bytes() {
            return isBinary() ? Base64.getDecoder().decode(value) : value.getBytes(StandardCharsets.UTF_8);
        }
    }

    static MessageAttributes none() {
        return new MessageAttributes(new TreeMap<>());
    }

    /** @throws ApiException InvalidParameterValue */
    static MessageAttributes of(Map<String, MessageAttributeValue> given) {
        TreeMap<String, Value> values = new TreeMap<>();
        given.forEach((name, value) -> values.put(name, value(name, value)));
        if (values.size() > MAX) {
            throw invalid("Number of message attributes [" + values.size() + "] exceeds the allowed maximum [10].");
        }
        return new MessageAttributes(values);
    }

    private static Value value(String name, MessageAttributeValue value) {
        String type = String.valueOf(value.dataType());
        if (!NAME.matcher(name).matches() || name.startsWith("AWS.") || name.startsWith("Amazon.")) {
            throw invalid("Message attribute name '" + name + "' is invalid.");
        }
        if (!TYPE.matcher(type).matches()) {
            throw invalid("The type of message (user) attribute '" + name + "' is invalid.");
        }
        Value made = new Value(
                type,
                type.startsWith("Binary")
                        ? Base64.getEncoder()
                                .encodeToString(
                                        value.binaryValue() == null
                                                ? new byte[0]
                                                : value.binaryValue().asByteArrayUnsafe())
                        : value.stringValue() == null ? "" : value.stringValue());
        if (made.value().isEmpty()) {
            throw invalid(
                    "The message attribute '" + name + "' must contain a non-empty value of type '" + type + "'.");
        }
        return made;
    }

    private static ApiException invalid(String message) {
        return new ApiException("InvalidParameterValue", message);
    }

    static MessageAttributes parse(String json) {
        return Json.read(json, MessageAttributes.class);
    }

    String toJson() {
        return Json.write(this);
    }

    /** Those asked for: a name, a prefix as {@code room.*}, {@code All} or {@code .*}. */
    MessageAttributes select(List<String> names) {
        TreeMap<String, Value> selected = new TreeMap<>();
        values.forEach((name, value) -> {
            if (names.stream().anyMatch(wanted -> isMeant(wanted, name))) {
                selected.put(name, value);
            }
        });
        return new MessageAttributes(selected);
    }

    private static boolean isMeant(String wanted, String name) {
        return wanted.equals("All")
                || wanted.equals(name)
                || (wanted.endsWith(".*") && name.startsWith(wanted.substring(0, wanted.length() - 2)));
    }

    Map<String, MessageAttributeValue> toSdk() {
        TreeMap<String, MessageAttributeValue> sdk = new TreeMap<>();
        values.forEach((name, value) -> {
            MessageAttributeValue.Builder builder =
                    MessageAttributeValue.builder().dataType(value.type());
            sdk.put(
                    name,
                    value.isBinary()
                            ? builder.binaryValue(SdkBytes.fromByteArray(value.bytes()))
                                    .build()
                            : builder.stringValue(value.value()).build());
        });
        return sdk;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    int sizeBytes() {
        return values.entrySet().stream()
                .mapToInt(e -> utf8(e.getKey()).length
                        + utf8(e.getValue().type()).length
                        + e.getValue().bytes().length)
                .sum();
    }

    /** The digest that SDKs compare with their own. */
    String md5() {
        MessageDigest digest = digest();
        values.forEach((name, value) -> {
            update(digest, utf8(name));
            update(digest, utf8(value.type()));
            digest.update((byte) (value.isBinary() ? 2 : 1));
            update(digest, value.bytes());
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    static String md5(String text) {
        return HexFormat.of().formatHex(digest().digest(utf8(text)));
    }

    private static void update(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
