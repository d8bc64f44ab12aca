package dev.mooring.lambda;

import dev.mooring.lambda.process.LambdaRuntime;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a function's configuration may be, and AWS's words for what it may not. */
final class ConfigurationRules {
    private static final Pattern ROLE =
            Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
    private static final Pattern HANDLER = Pattern.compile("[^\\s]+");
    private static final Pattern VARIABLE = Pattern.compile("[a-zA-Z]([a-zA-Z0-9_])+");
    private static final int MAX_HANDLER = 128;
    private static final int MAX_DESCRIPTION = 256;
    private static final int MAX_ENVIRONMENT_BYTES = 4096;

    /** <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">AWS: reserved names</a>. */
    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR",
            "MOORING_RUNTIME_TOKEN");

    private ConfigurationRules() {}

    static void check(
            String runtime,
            String role,
            String handler,
            String description,
            int timeoutSeconds,
            int memorySizeMb,
            Map<String, String> environment,
            List<String> architectures) {
        if (LambdaRuntime.of(runtime).isEmpty()) {
            String known =
                    LambdaRuntime.all().stream().map(LambdaRuntime::identifier).collect(Collectors.joining(", "));
            throw LambdaException.invalidParameter("Value " + runtime
                    + " at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [" + known
                    + "]");
        }
        pattern("role", role, ROLE);
        if (handler.length() > MAX_HANDLER) {
            throw constraint("handler", handler, "Member must have length less than or equal to " + MAX_HANDLER);
        }
        pattern("handler", handler, HANDLER);
        if (handler.indexOf('\0') >= 0) {
            throw constraint("handler", "(with NUL)", "Member must not contain NUL");
        }
        if (description.length() > MAX_DESCRIPTION) {
            throw constraint("description", description, "Member must have length less than or equal to 256");
        }
        range("timeout", timeoutSeconds, 1, 900);
        range("memorySize", memorySizeMb, 128, 10_240);
        if (architectures.size() != 1 || !Set.of("x86_64", "arm64").contains(architectures.getFirst())) {
            throw constraint("architectures", architectures.toString(), "Member must be one of [x86_64, arm64]");
        }
        environment(environment);
    }

    static void range(String member, int value, int least, int most) {
        if (value < least) {
            throw constraint(
                    member, Integer.toString(value), "Member must have value greater than or equal to " + least);
        }
        if (value > most) {
            throw constraint(member, Integer.toString(value), "Member must have value less than or equal to " + most);
        }
    }

    /** Queues and topics, but FIFO ones, as AWS has it. */
    static void deadLetterTarget(String arn) {
        if (!arn.matches("arn:aws[a-zA-Z-]*:(sqs|sns):[a-z0-9-]+:\\d{12}:[a-zA-Z0-9_-]+")) {
            throw LambdaException.invalidParameter("The provided dead letter config settings failed validation: '" + arn
                    + "' is not the ARN of an SQS queue or SNS topic (FIFO ones cannot be one)");
        }
    }

    /** @param member OnSuccess or OnFailure */
    static void destination(String member, String arn) {
        if (arn.matches("arn:aws[a-zA-Z-]*:(events|s3):.*")) {
            throw LambdaException.invalidParameter("The destination ARN " + arn + " of " + member
                    + " is not supported here: queues (SQS), topics (SNS) and functions are");
        }
        if (!arn.matches("arn:aws[a-zA-Z-]*:(sqs|sns):[a-z0-9-]+:\\d{12}:[a-zA-Z0-9_-]+")
                && !arn.matches(
                        "arn:aws[a-zA-Z-]*:lambda:[a-z0-9-]+:\\d{12}:function:[a-zA-Z0-9-_]+(:[$a-zA-Z0-9-_]+)?")) {
            throw LambdaException.invalidParameter("The destination ARN " + arn + " of " + member + " is invalid.");
        }
    }

    private static void environment(Map<String, String> variables) {
        TreeSet<String> reserved = new TreeSet<>(variables.keySet());
        reserved.retainAll(RESERVED);
        if (!reserved.isEmpty()) {
            throw LambdaException.invalidParameter(
                    "Lambda was unable to configure your environment variables because the environment variables you"
                            + " have provided contains reserved keys that are currently not supported for modification."
                            + " Reserved keys used in this request: " + String.join(", ", reserved));
        }
        int bytes = 2;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            pattern("environment.variables", variable.getKey(), VARIABLE);
            if (variable.getValue().indexOf('\0') >= 0) {
                throw LambdaException.invalidParameter(
                        "The value of environment variable " + variable.getKey() + " contains NUL");
            }
            // As in the JSON object that AWS measures: two pairs of quotes, a colon, a comma.
            bytes += 6 + variable.getKey().length() + variable.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        if (bytes - 1 > MAX_ENVIRONMENT_BYTES) {
            throw LambdaException.invalidParameter(
                    "Lambda was unable to configure your environment variables because the environment variables you"
                            + " have provided exceeded the 4KB limit. Bytes measured: " + (bytes - 1));
        }
    }

    private static void pattern(String member, String value, Pattern pattern) {
        if (!pattern.matcher(value).matches()) {
            throw constraint(member, value, "Member must satisfy regular expression pattern: " + pattern.pattern());
        }
    }

    private static LambdaException constraint(String member, String value, String constraint) {
        return LambdaException.invalidParameter("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + constraint);
    }
}
