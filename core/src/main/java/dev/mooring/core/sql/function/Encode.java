package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.SqlValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code encode(value, encodingScheme)}. */
final class Encode {
    static final SqlFunction FUNCTION = SqlFunction.of("encode(value, encodingScheme)")
            .says(
                    "Encodes the string form of a value, or with * the bytes of the payload whatever they are. The scheme is base64.")
            .newer()
            .example("encode('hello', 'base64')", "\"aGVsbG8=\"")
            .example("encode(42, 'base64')", "\"NDI=\"")
            .exampleUndefined("encode('hello', 'hex')")
            .onPayload(() ->
                    (arguments, context) -> encode(context.input().message().payload(), arguments[1]))
            .values(2, 2, (arguments, context) -> {
                String text = context.text(arguments[0]);
                return text == null ? SqlValue.UNDEFINED : encode(text.getBytes(StandardCharsets.UTF_8), arguments[1]);
            });

    private static SqlValue encode(byte[] bytes, SqlValue scheme) {
        return scheme instanceof SqlValue.Text(String name) && name.equals("base64")
                ? Texts.of(Base64.getEncoder().encodeToString(bytes))
                : SqlValue.UNDEFINED;
    }

    private Encode() {}
}
