package dev.mooring.lambda.process;

import dev.mooring.core.Tenant;
import java.util.Map;

/**
 * What an instance needs to know of its function; a change of any of it makes another revision, with instances of its
 * own.
 *
 * @param revision differs whenever code or configuration do
 * @param version for example {@code $LATEST}
 * @param environment the function's own variables
 */
public record FunctionVersion(
        Tenant tenant,
        String name,
        String version,
        String revision,
        LambdaRuntime runtime,
        String handler,
        int timeoutSeconds,
        int memorySizeMb,
        String codeSha256,
        Map<String, String> environment) {
    public FunctionVersion {
        environment = Map.copyOf(environment);
    }

    FunctionKey key() {
        return new FunctionKey(tenant, name, version);
    }

    /** A function in one of its versions, whatever its revision. */
    record FunctionKey(Tenant tenant, String name, String version) {}
}
