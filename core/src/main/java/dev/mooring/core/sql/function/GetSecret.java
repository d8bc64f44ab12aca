package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.value.JsonTape;
import dev.mooring.core.sql.value.SqlValue;
import java.nio.charset.StandardCharsets;

/** {@code get_secret(secretId, secretType [, key], roleArn)}. */
final class GetSecret {
    static final SqlFunction FUNCTION = SqlFunction.of("get_secret(secretId, secretType [, key], roleArn)")
            .says(
                    "Returns the current SecretString of a secret, or one key of it if it is a JSON object, or the SecretBinary in base64.")
            .newer()
            .external()
            .values(
                    3,
                    4,
                    (arguments, context) -> arguments[0] instanceof SqlValue.Text secretId
                                    && arguments[1] instanceof SqlValue.Text secretType
                                    && arguments[arguments.length - 1] instanceof SqlValue.Text roleArn
                            ? get(secretId.value(), secretType.value(), roleArn.value(), arguments, context)
                            : SqlValue.UNDEFINED);

    private static SqlValue get(
            String secretId, String secretType, String roleArn, SqlValue[] arguments, CallContext context) {
        boolean hasKey = arguments.length == 4;
        SqlServices services = context.input().services();
        return switch (secretType) {
            case "SecretString" -> {
                SqlValue secret = Answers.value(services.getSecretString(secretId, roleArn), context);
                yield hasKey ? member(secret, arguments[2], context) : secret;
            }
            case "SecretBinary" ->
                hasKey ? SqlValue.UNDEFINED : Answers.value(services.getSecretBinary(secretId, roleArn), context);
            default -> SqlValue.UNDEFINED;
        };
    }

    private static SqlValue member(SqlValue secret, SqlValue key, CallContext context) {
        return secret instanceof SqlValue.Text(String text)
                        && key instanceof SqlValue.Text(String name)
                        && JsonTape.parse(text.getBytes(StandardCharsets.UTF_8), context.version())
                                instanceof SqlValue.Obj object
                ? object.get(name)
                : SqlValue.UNDEFINED;
    }

    private GetSecret() {}
}
