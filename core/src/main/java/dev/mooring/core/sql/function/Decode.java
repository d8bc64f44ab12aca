package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.SqlValue;
import dev.mooring.core.sql.value.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** {@code decode(value, decodingScheme [, …])}. */
final class Decode {
    static final SqlFunction FUNCTION = SqlFunction.of(
                    "decode(value, decodingScheme [, bucket, key, proto, messageType])")
            .says("Decodes a string. The scheme base64 gives the JSON value in it, else the text; Null if it cannot be "
                    + "decoded. The scheme proto takes * or a base64 string as a Protocol Buffers message, and the "
                    + "bucket and key of a FileDescriptorSet, the name of the .proto file without its ending, and the "
                    + "type of the message; it gives the message as an object.")
            .newer()
            .externalFrom(6)
            .example("decode('eyAidGVtcGVyYXR1cmUiOiAzMyB9Cg==', 'base64').temperature", "33")
            .example("decode('aGVsbG8=', 'base64')", "\"hello\"")
            .example("decode('not*base64!', 'base64')", "null")
            .onPayload(Decode::bodyForPayload)
            .perCall(2, 6, Decode::body);

    private Decode() {}

    private static SqlFunction.Body bodyForPayload() {
        Protobuf protobuf = new Protobuf();
        return (arguments, context) -> isScheme(arguments, "proto")
                ? protobuf.decode(context.input().message().payload(), arguments, context)
                : SqlValue.UNDEFINED;
    }

    private static SqlFunction.Body body() {
        Protobuf protobuf = new Protobuf();
        return (arguments, context) -> {
            if (!isScheme(arguments, "proto")) {
                return base64(arguments, context);
            }
            byte[] message = arguments[0] instanceof SqlValue.Text(String text) ? bytes(text) : null;
            return message == null ? SqlValue.UNDEFINED : protobuf.decode(message, arguments, context);
        };
    }

    private static SqlValue base64(SqlValue[] arguments, CallContext context) {
        String text = context.text(arguments[0]);
        if (arguments.length != 2 || !isScheme(arguments, "base64") || text == null) {
            return SqlValue.UNDEFINED;
        }
        byte[] decoded = bytes(text);
        if (decoded == null || !Utf8.isValid(decoded)) {
            return SqlValue.NULL;
        }
        SqlValue json = JsonTape.parse(decoded, context.version());
        return json == SqlValue.UNDEFINED ? Texts.of(new String(decoded, StandardCharsets.UTF_8)) : json;
    }

    private static boolean isScheme(SqlValue[] arguments, String scheme) {
        return arguments[1] instanceof SqlValue.Text(String name) && name.equals(scheme);
    }

    private static byte @Nullable [] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
