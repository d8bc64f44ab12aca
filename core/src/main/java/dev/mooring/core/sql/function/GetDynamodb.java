package dev.mooring.core.sql.function;

import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.value.SqlValue;
import java.util.Optional;

/** {@code get_dynamodb(tableName, partitionKeyName, partitionKeyValue [, sortKeyName, sortKeyValue], roleArn)}. */
final class GetDynamodb {
    static final SqlFunction FUNCTION = SqlFunction.of(
                    "get_dynamodb(tableName, partitionKeyName, partitionKeyValue [, sortKeyName, sortKeyValue], roleArn)")
            .says("Returns an item of a DynamoDB table as an object. A statement may call it once.")
            .newer()
            .external()
            .values(4, 6, (arguments, context) -> {
                Optional<SqlServices.Key> partitionKey = key(arguments[1], arguments[2], context);
                Optional<SqlServices.Key> sortKey =
                        arguments.length == 6 ? key(arguments[3], arguments[4], context) : Optional.empty();
                return arguments.length != 5
                                && arguments[0] instanceof SqlValue.Text(String tableName)
                                && partitionKey.isPresent()
                                && sortKey.isPresent() == (arguments.length == 6)
                                && arguments[arguments.length - 1] instanceof SqlValue.Text(String roleArn)
                        ? Answers.value(
                                context.input().services().getDynamodb(tableName, partitionKey.get(), sortKey, roleArn),
                                context)
                        : SqlValue.UNDEFINED;
            });

    private static Optional<SqlServices.Key> key(SqlValue name, SqlValue value, CallContext context) {
        if (!(name instanceof SqlValue.Text(String attribute))) {
            return Optional.empty();
        }
        return switch (value) {
            case SqlValue.Text(String text) -> Optional.of(new SqlServices.Key(attribute, text, false));
            case SqlValue.Num number ->
                Optional.ofNullable(context.text(number)).map(text -> new SqlServices.Key(attribute, text, true));
            default -> Optional.empty();
        };
    }

    private GetDynamodb() {}
}
