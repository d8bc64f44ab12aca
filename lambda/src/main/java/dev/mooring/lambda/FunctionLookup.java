package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.store.Tables;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds what a name with a qualifier means: the function, one of its versions, or the version that an alias points at. */
final class FunctionLookup {
    private FunctionLookup() {}

    /** @throws LambdaException ResourceNotFoundException */
    static FunctionDescription latest(Tables tables, Tenant tenant, FunctionName name) {
        name.requireLatest(tenant);
        return row(tables, tenant, name.name()).orElseThrow(() -> name.notFound(tenant));
    }

    /**
     * @param dice 0 to 1, for aliases that share their invocations out
     * @throws LambdaException ResourceNotFoundException
     */
    static FunctionDescription find(Tables tables, Tenant tenant, FunctionName name, double dice) {
        return version(tables, tenant, name, dice)
                .flatMap(version -> row(tables, tenant, FunctionDescription.rowName(name.name(), version)))
                .orElseThrow(() -> name.notFound(tenant));
    }

    static Optional<FunctionAlias> alias(Tables tables, Tenant tenant, FunctionName name) {
        return name.alias()
                .flatMap(alias -> tables.targetResources(tenant).find(FunctionAlias.kind(name.name()), alias))
                .map(FunctionAlias::of);
    }

    static OptionalInt reservedConcurrency(Tables tables, Tenant tenant, String name) {
        return tables.targetResources(tenant)
                .find(FunctionConcurrency.KIND, name)
                .map(resource -> OptionalInt.of(Integer.parseInt(resource.body())))
                .orElse(OptionalInt.empty());
    }

    private static Optional<String> version(Tables tables, Tenant tenant, FunctionName name, double dice) {
        return name.alias().isPresent()
                ? alias(tables, tenant, name).map(alias -> alias.choose(dice))
                : Optional.of(name.qualifier().orElse(FunctionName.LATEST));
    }

    private static Optional<FunctionDescription> row(Tables tables, Tenant tenant, String rowName) {
        return tables.functions(tenant).find(rowName).map(record -> FunctionDescription.of(tenant, record));
    }
}
