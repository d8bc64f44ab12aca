package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The aliases of functions. Blocks; safe for any thread. */
public final class FunctionAliases {
    private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)[a-zA-Z0-9-_]{1,128}");

    private final Store store;
    private final InstantSource clock;

    FunctionAliases(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What a request gives of an alias; what is absent stays as it is. */
    public record Change(
            Optional<String> version, Optional<String> description, Optional<Map<String, Double>> additionalWeights) {}

    /** @throws LambdaException ResourceConflictException when there is one of that name, ResourceNotFoundException */
    public FunctionAlias create(Tenant tenant, FunctionName function, String alias, Change change) {
        if (!NAME.matcher(alias).matches()) {
            throw LambdaException.invalidParameter("1 validation error detected: Value '" + alias
                    + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                    + "(?!^[0-9]+$)([a-zA-Z0-9-_]+)");
        }
        return store.write(tables -> {
            FunctionLookup.latest(tables, tenant, function);
            FunctionName name = new FunctionName(function.name(), Optional.of(alias));
            if (FunctionLookup.alias(tables, tenant, name).isPresent()) {
                throw new LambdaException(Code.RESOURCE_CONFLICT, "Alias already exists: " + arn(tenant, name));
            }
            return put(tables, tenant, new FunctionAlias(function.name(), alias, "", "", Map.of(), "", ""), change);
        });
    }

    /** @throws LambdaException ResourceNotFoundException, PreconditionFailedException */
    public FunctionAlias update(
            Tenant tenant, FunctionName function, String alias, Change change, Optional<String> revisionId) {
        return store.write(tables -> {
            FunctionAlias present = find(tables, tenant, new FunctionName(function.name(), Optional.of(alias)));
            FunctionDescription.requireRevision(present.revisionId(), revisionId);
            return put(tables, tenant, present, change);
        });
    }

    /** @throws LambdaException ResourceNotFoundException */
    public FunctionAlias get(Tenant tenant, FunctionName function, String alias) {
        return store.read(tables -> find(tables, tenant, new FunctionName(function.name(), Optional.of(alias))));
    }

    /** Does nothing where there is no such alias, as at AWS. */
    public void delete(Tenant tenant, FunctionName function, String alias) {
        store.write(tables -> {
            FunctionLookup.latest(tables, tenant, function);
            return tables.targetResources(tenant).delete(FunctionAlias.kind(function.name()), alias);
        });
    }

    /** In the order of their names. */
    public List<FunctionAlias> list(Tenant tenant, FunctionName function) {
        return store.read(tables -> {
            FunctionLookup.latest(tables, tenant, function);
            return all(tables, tenant, function.name());
        });
    }

    static List<FunctionAlias> all(Tables tables, Tenant tenant, String functionName) {
        return tables.targetResources(tenant).all(FunctionAlias.kind(functionName), "").stream()
                .map(FunctionAlias::of)
                .toList();
    }

    static FunctionAlias find(Tables tables, Tenant tenant, FunctionName name) {
        return FunctionLookup.alias(tables, tenant, name)
                .orElseThrow(() ->
                        new LambdaException(Code.RESOURCE_NOT_FOUND, "Cannot find alias arn: " + arn(tenant, name)));
    }

    private FunctionAlias put(Tables tables, Tenant tenant, FunctionAlias present, Change change) {
        FunctionAlias next = new FunctionAlias(
                present.functionName(),
                present.name(),
                change.version().orElse(present.version()),
                change.description().orElse(present.description()),
                change.additionalWeights().orElse(present.additionalWeights()),
                present.policy(),
                UUID.randomUUID().toString());
        check(tables, tenant, next);
        tables.targetResources(tenant).put(next.toResource(clock.instant()));
        return next;
    }

    private static void check(Tables tables, Tenant tenant, FunctionAlias alias) {
        if (alias.additionalWeights().size() > 1) {
            throw LambdaException.invalidParameter(
                    "Number of items in AdditionalVersionWeights cannot be greater than 1");
        }
        alias.additionalWeights().forEach((version, weight) -> {
            if (weight < 0 || weight > 1) {
                throw LambdaException.invalidParameter("The weight of version " + version + " is not between 0 and 1");
            }
            if (version.equals(FunctionName.LATEST) || alias.version().equals(FunctionName.LATEST)) {
                throw LambdaException.invalidParameter(
                        "$LATEST is not supported for an alias pointing to more than 1 version");
            }
            requireVersion(tables, tenant, alias.functionName(), version);
        });
        requireVersion(tables, tenant, alias.functionName(), alias.version());
    }

    private static void requireVersion(Tables tables, Tenant tenant, String function, String version) {
        FunctionName name = new FunctionName(function, Optional.of(version));
        if (name.alias().isPresent()) {
            throw LambdaException.invalidParameter("FunctionVersion: an alias points at a version, not at " + version);
        }
        FunctionLookup.find(tables, tenant, name, 0);
    }

    private static String arn(Tenant tenant, FunctionName name) {
        return new Arns(tenant).function(name.name())
                + name.qualifier().map(q -> ":" + q).orElse("");
    }
}
