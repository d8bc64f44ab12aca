package dev.mooring.lambda.javaclient;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * AWS's Context and what hangs on it, as proxies: the interfaces are the function's own, of whatever version.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">AWS: Java context object</a>
 */
final class Contexts {
    private Contexts() {}

    static Object of(RuntimeApi.Event event, Class<?> contextType) {
        return proxy(contextType, method -> value(event, method));
    }

    private interface Values {
        @Nullable
        Object of(Method method);
    }

    private static @Nullable Object value(RuntimeApi.Event event, Method method) {
        return switch (method.getName()) {
            case "getAwsRequestId" -> event.requestId();
            case "getInvokedFunctionArn" -> event.functionArn();
            case "getRemainingTimeInMillis" -> (int) Math.max(0, event.deadlineMs() - System.currentTimeMillis());
            case "getFunctionName" -> System.getenv("AWS_LAMBDA_FUNCTION_NAME");
            case "getFunctionVersion" -> System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
            case "getLogGroupName" -> System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
            case "getLogStreamName" -> System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
            case "getMemoryLimitInMB" -> Integer.valueOf(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
            case "getLogger" -> logger(method.getReturnType());
            case "getIdentity" -> bean(event.cognitoIdentity(), method.getReturnType());
            case "getClientContext" ->
                event.clientContext().isEmpty() ? null : bean(event.clientContext(), method.getReturnType());
            default -> null;
        };
    }

    /** LambdaLogger: as it is given, without a line feed of ours. */
    private static Object logger(Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("log") && arguments != null) {
                print(arguments[0]);
                return null;
            }
            return ofObject(proxy, method, arguments);
        });
    }

    private static void print(Object text) {
        if (text instanceof byte[] bytes) {
            System.out.write(bytes, 0, bytes.length);
        } else {
            byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
            System.out.write(bytes, 0, bytes.length);
        }
        System.out.flush();
    }

    /** An interface of getters over a JSON object: {@code getIdentityId} reads {@code cognitoIdentityId}. */
    private static Object bean(Optional<String> json, Class<?> type) {
        JsonNode object = Json.MAPPER.readTree(json.orElse("{}"));
        return proxy(type, method -> property(object, method));
    }

    private static @Nullable Object property(JsonNode object, Method method) {
        String name =
                switch (method.getName()) {
                    case "getIdentityId" -> "cognitoIdentityId";
                    case "getIdentityPoolId" -> "cognitoIdentityPoolId";
                    case "getEnvironment" -> "env";
                    case "getInstallationId" -> "installation_id";
                    case "getAppTitle" -> "app_title";
                    case "getAppVersionName" -> "app_version_name";
                    case "getAppVersionCode" -> "app_version_code";
                    case "getAppPackageName" -> "app_package_name";
                    default -> decapitalized(method.getName());
                };
        JsonNode value = object.get(name);
        if (method.getReturnType() == Map.class) {
            Map<String, String> values = new HashMap<>();
            if (value != null) {
                value.properties()
                        .forEach(entry ->
                                values.put(entry.getKey(), entry.getValue().asString("")));
            }
            return values;
        }
        if (value == null || value.isNull()) {
            return null;
        }
        return method.getReturnType().isInterface()
                ? bean(Optional.of(value.toString()), method.getReturnType())
                : value.asString("");
    }

    private static String decapitalized(String getter) {
        return getter.length() < 4 ? getter : Character.toLowerCase(getter.charAt(3)) + getter.substring(4);
    }

    private static Object proxy(Class<?> type, Values values) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> method.getDeclaringClass() == Object.class
                        ? ofObject(proxy, method, arguments)
                        : values.of(method));
    }

    private static @Nullable Object ofObject(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            case "toString" -> proxy.getClass().getInterfaces()[0].getSimpleName();
            default -> null;
        };
    }
}
