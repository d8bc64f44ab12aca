package dev.mooring.core.sql.function;

import dev.mooring.core.sql.value.JsonWriter;
import dev.mooring.core.sql.value.SqlValue;

/** {@code aws_lambda(functionArn, inputJson)}. */
final class AwsLambda {
    static final SqlFunction FUNCTION = SqlFunction.of("aws_lambda(functionArn, inputJson)")
            .says(
                    "Invokes a Lambda function with a JSON value, or with * the payload, and returns its JSON result. The call may take 2 seconds.")
            .external()
            .values(
                    2,
                    2,
                    (arguments, context) -> arguments[0] instanceof SqlValue.Text(String functionArn)
                                    && arguments[1] != SqlValue.UNDEFINED
                            ? Answers.value(
                                    context.input()
                                            .services()
                                            .awsLambda(
                                                    functionArn,
                                                    JsonWriter.toBytes(
                                                            arguments[1], context.version(), context.budget())),
                                    context)
                            : SqlValue.UNDEFINED);

    private AwsLambda() {}
}
