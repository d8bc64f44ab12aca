package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.lambda.policy.ResourcePolicy;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Published versions: a function's code and configuration as they were. Each is a row of its own, named
 * {@code NAME:VERSION}; numbers are never used twice.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-versions.html">AWS: versions</a>
 */
public final class FunctionVersions {
    static final String COUNTER = "lambda.version-counter";

    private final Store store;
    private final InstantSource clock;

    FunctionVersions(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Publishes {@code $LATEST}; where nothing has changed since the last version, answers that one.
     *
     * @param codeSha256 when present, must be the present code's
     * @throws LambdaException ResourceNotFoundException, PreconditionFailedException, InvalidParameterValueException
     */
    public FunctionDescription publish(
            Tenant tenant,
            FunctionName name,
            Optional<String> codeSha256,
            Optional<String> description,
            Optional<String> revisionId) {
        return store.write(tables -> {
            FunctionDescription latest = FunctionLookup.latest(tables, tenant, name);
            latest.requireRevision(revisionId);
            if (codeSha256.isPresent() && !codeSha256.get().equals(latest.codeSha256())) {
                throw LambdaException.invalidParameter("CodeSHA256 (" + codeSha256.get()
                        + ") is different from current CodeSHA256 in $LATEST (" + latest.codeSha256() + ").");
            }
            FunctionConfiguration configuration =
                    description.map(latest.configuration()::withDescription).orElse(latest.configuration());
            Optional<FunctionDescription> last =
                    all(tables, tenant, name.name()).stream().max(Comparator.comparingInt(FunctionVersions::number));
            if (last.isPresent()
                    && last.get().codeSha256().equals(latest.codeSha256())
                    && last.get().configuration().withDescription("").equals(configuration.withDescription(""))) {
                return last.get();
            }
            Instant now = clock.instant();
            FunctionDescription version = new FunctionDescription(
                    tenant,
                    name.name(),
                    next(tables, tenant, name.name(), now),
                    configuration,
                    latest.codeSha256(),
                    latest.codeSize(),
                    ResourcePolicy.EMPTY,
                    UUID.randomUUID().toString(),
                    now,
                    now);
            tables.functions(tenant).put(version.toRecord());
            return version;
        });
    }

    /**
     * {@code $LATEST} and the published versions, oldest first.
     *
     * @throws LambdaException ResourceNotFoundException
     */
    public List<FunctionDescription> list(Tenant tenant, FunctionName name) {
        return store.read(tables -> {
            FunctionDescription latest = FunctionLookup.latest(tables, tenant, name);
            return Stream.concat(
                            Stream.of(latest),
                            all(tables, tenant, name.name()).stream()
                                    .sorted(Comparator.comparingInt(FunctionVersions::number)))
                    .toList();
        });
    }

    static List<FunctionDescription> all(Tables tables, Tenant tenant, String name) {
        return tables.functions(tenant).versions(name).stream()
                .map(record -> FunctionDescription.of(tenant, record))
                .toList();
    }

    /** Deletes a version that no alias points at. */
    static void delete(Tables tables, Tenant tenant, FunctionDescription version) {
        List<String> users = FunctionAliases.all(tables, tenant, version.name()).stream()
                .filter(alias -> alias.version().equals(version.version())
                        || alias.additionalWeights().containsKey(version.version()))
                .map(FunctionAlias::name)
                .toList();
        if (!users.isEmpty()) {
            throw new LambdaException(
                    Code.RESOURCE_CONFLICT,
                    "Version " + version.version() + " of function " + version.name() + " is used by aliases: "
                            + String.join(", ", users));
        }
        tables.functions(tenant).delete(FunctionDescription.rowName(version.name(), version.version()));
    }

    private static String next(Tables tables, Tenant tenant, String name, Instant now) {
        int number = 1
                + tables.targetResources(tenant)
                        .find(COUNTER, name)
                        .map(counter -> Integer.parseInt(counter.body()))
                        .orElse(0);
        tables.targetResources(tenant).put(new TargetResource(COUNTER, name, Integer.toString(number), now));
        return Integer.toString(number);
    }

    private static int number(FunctionDescription version) {
        return Integer.parseInt(version.version());
    }
}
