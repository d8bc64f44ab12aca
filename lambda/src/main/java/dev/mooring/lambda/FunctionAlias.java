package dev.mooring.lambda;

import dev.mooring.lambda.policy.ResourcePolicy;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * A name for a published version of a function.
 *
 * @param version what it points at, for example {@code 3}
 * @param additionalWeights another version and the share of invocations it gets, 0 to 1
 * @param policy who may use the function by this name, as {@link ResourcePolicy} prints it; {@code ""} is nobody else
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-aliases.html">AWS: aliases</a>
 */
public record FunctionAlias(
        String functionName,
        String name,
        String version,
        String description,
        Map<String, Double> additionalWeights,
        String policy,
        String revisionId) {
    private static final String KIND = "lambda.alias/";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public FunctionAlias {
        additionalWeights = Map.copyOf(additionalWeights);
    }

    static String kind(String functionName) {
        return KIND + functionName;
    }

    static FunctionAlias of(TargetResource resource) {
        return JSON.readValue(resource.body(), FunctionAlias.class);
    }

    TargetResource toResource(Instant now) {
        return new TargetResource(kind(functionName), name, JSON.writeValueAsString(this), now);
    }

    /** @param dice 0 to 1, evenly distributed */
    String choose(double dice) {
        double rest = dice;
        for (Map.Entry<String, Double> other : new TreeMap<>(additionalWeights).entrySet()) {
            rest -= other.getValue();
            if (rest < 0) {
                return other.getKey();
            }
        }
        return version;
    }

    FunctionAlias withPolicy(ResourcePolicy value) {
        return new FunctionAlias(
                functionName,
                name,
                version,
                description,
                additionalWeights,
                value.isEmpty() ? "" : value.toJson(),
                UUID.randomUUID().toString());
    }
}
