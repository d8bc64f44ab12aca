package dev.mooring.api.lambda;

import dev.mooring.api.sdk.SdkPojos;
import dev.mooring.lambda.LambdaException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkPojo;

/**
 * What requests may ask for but is not built: refused by name, never taken and ignored. A value that asks for nothing,
 * or for what AWS does by default, passes.
 */
final class Unsupported {
    private static final Map<String, Set<Object>> DEFAULTS = Map.of(
            "PackageType", Set.of("Zip"),
            "TracingConfig", Set.of(Map.of("Mode", "PassThrough")),
            "SnapStart", Set.of(Map.of("ApplyOn", "None")),
            "LoggingConfig", Set.of(Map.of("LogFormat", "Text")),
            "VpcConfig", Set.of(Map.of("Ipv6AllowedForDualStack", false)),
            "InvokedViaFunctionUrl", Set.of(false));

    private Unsupported() {}

    /** @throws LambdaException InvalidParameterValueException naming the first other member */
    static void refuseAllBut(Set<String> supported, SdkPojo request) {
        SdkPojos.read(request).forEach((member, value) -> {
            boolean passes = supported.contains(member)
                    || asksForNothing(value)
                    || DEFAULTS.getOrDefault(member, Set.of()).contains(value);
            if (!passes) {
                throw LambdaException.invalidParameter(
                        member + " is not supported here" + (value instanceof String text ? ": " + text : ""));
            }
        });
    }

    private static boolean asksForNothing(Object value) {
        return switch (value) {
            case String text -> text.isEmpty();
            case Collection<?> all -> all.isEmpty();
            case Map<?, ?> map -> map.values().stream().allMatch(Unsupported::asksForNothing);
            default -> false;
        };
    }
}
