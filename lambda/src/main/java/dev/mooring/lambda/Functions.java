package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.lambda.code.CodeException;
import dev.mooring.lambda.code.CodeLease;
import dev.mooring.lambda.code.CodeStore;
import dev.mooring.lambda.policy.ResourcePolicy;
import dev.mooring.lambda.process.FunctionRuntime;
import dev.mooring.store.FunctionRecord;
import dev.mooring.store.Page;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** The functions of all tenants: their records in the store, their code on disk. Blocks; safe for any thread. */
public final class Functions {
    private final Store store;
    private final CodeStore codes;
    private final FunctionRuntime runtime;
    private final Timers timers;

    Functions(Store store, CodeStore codes, FunctionRuntime runtime, Timers timers) {
        this.store = store;
        this.codes = codes;
        this.runtime = runtime;
        this.timers = timers;
    }

    /**
     * Makes a function that can be invoked when this returns.
     *
     * @param zip the deployment package
     * @throws LambdaException ResourceConflictException when there is one of that name, InvalidParameterValueException
     *     for a package that cannot be used; nothing is left behind
     */
    public FunctionDescription create(
            Tenant tenant, String name, FunctionConfiguration configuration, byte[] zip, Map<String, String> tags) {
        if (store.read(tables -> tables.functions(tenant).find(name)).isPresent()) {
            throw alreadyExists(name);
        }
        try (CodeLease code = put(tenant, zip)) {
            Instant now = timers.clock().instant();
            FunctionDescription function = new FunctionDescription(
                    tenant,
                    name,
                    FunctionName.LATEST,
                    configuration,
                    code.sha256(),
                    zip.length,
                    ResourcePolicy.EMPTY,
                    UUID.randomUUID().toString(),
                    now,
                    now);
            return store.write(tables -> {
                if (tables.functions(tenant).find(name).isPresent()) {
                    throw alreadyExists(name);
                }
                tables.functions(tenant).put(function.toRecord());
                tables.tags(tenant).removeAll(function.arn());
                tables.tags(tenant).put(function.arn(), tags);
                return function;
            });
        }
    }

    /**
     * The function, or the version that the qualifier names; of an alias the one it mainly points at.
     *
     * @throws LambdaException ResourceNotFoundException
     */
    public FunctionDescription get(Tenant tenant, FunctionName name) {
        return store.read(tables -> FunctionLookup.find(tables, tenant, name, 1));
    }

    public Map<String, String> tags(Tenant tenant, String name) {
        return store.read(tables -> tables.tags(tenant).of(new Arns(tenant).function(name)));
    }

    /** The deployment package as it was uploaded. */
    public Path codeFile(FunctionDescription function) {
        return codes.zipFile(function.tenant(), function.codeSha256());
    }

    /** @throws LambdaException ResourceNotFoundException */
    public void tag(Tenant tenant, FunctionName name, Map<String, String> tags) {
        store.write(tables -> {
            FunctionDescription function = FunctionLookup.latest(tables, tenant, name);
            tables.tags(tenant).put(function.arn(), tags);
            return function;
        });
    }

    /** @throws LambdaException ResourceNotFoundException */
    public void untag(Tenant tenant, FunctionName name, Collection<String> keys) {
        store.write(tables -> {
            FunctionDescription function = FunctionLookup.latest(tables, tenant, name);
            tables.tags(tenant).remove(function.arn(), keys);
            return function;
        });
    }

    /**
     * Functions in the order of their names.
     *
     * @param allVersions the published ones too, each as an item
     */
    public Page<FunctionDescription> list(Tenant tenant, Optional<String> after, int limit, boolean allVersions) {
        Page<FunctionRecord> page =
                store.read(tables -> tables.functions(tenant).list(after, limit, allVersions));
        List<FunctionDescription> functions = page.items().stream()
                .map(function -> FunctionDescription.of(tenant, function))
                .toList();
        return new Page<>(functions, page.next());
    }

    /**
     * Replaces the code; running invocations finish with the old one.
     *
     * @param architectures when present, replace the function's
     * @param revisionId when present, must be the function's present one
     * @param dryRun only checks
     * @throws LambdaException as {@link #create}, ResourceNotFoundException, PreconditionFailedException
     */
    public FunctionDescription updateCode(
            Tenant tenant,
            FunctionName name,
            byte[] zip,
            Optional<List<String>> architectures,
            Optional<String> revisionId,
            boolean dryRun) {
        name.requireLatest(tenant);
        FunctionDescription present = get(tenant, name);
        present.requireRevision(revisionId);
        UnaryOperator<FunctionConfiguration> configuration =
                old -> architectures.map(old::withArchitectures).orElse(old);
        if (dryRun) {
            verify(zip);
            return present.withConfiguration(configuration.apply(present.configuration()))
                    .withCode(CodeStore.sha256(zip), zip.length);
        }
        try (CodeLease code = put(tenant, zip)) {
            return change(tenant, name, revisionId, function -> function.withConfiguration(
                            configuration.apply(function.configuration()))
                    .withCode(code.sha256(), zip.length));
        } finally {
            codes.removeIfUnused(tenant, present.codeSha256());
        }
    }

    /**
     * Changes the configuration.
     *
     * @param change of the present configuration; runs inside the transaction
     * @throws LambdaException ResourceNotFoundException, PreconditionFailedException, InvalidParameterValueException
     */
    public FunctionDescription updateConfiguration(
            Tenant tenant,
            FunctionName name,
            Optional<String> revisionId,
            UnaryOperator<FunctionConfiguration> change) {
        return change(
                tenant,
                name,
                revisionId,
                function -> function.withConfiguration(change.apply(function.configuration())));
    }

    /**
     * Deletes the function with its versions and aliases, or the version that the qualifier names.
     *
     * @throws LambdaException ResourceNotFoundException, ResourceConflictException for a version that an alias points at
     */
    public void delete(Tenant tenant, FunctionName name) {
        if (name.publishedVersion().isPresent()) {
            FunctionDescription version = store.write(tables -> {
                FunctionDescription found = FunctionLookup.find(tables, tenant, name, 0);
                FunctionVersions.delete(tables, tenant, found);
                return found;
            });
            codes.removeIfUnused(tenant, version.codeSha256());
            return;
        }
        List<FunctionDescription> gone = store.write(tables -> {
            FunctionDescription function = FunctionLookup.latest(tables, tenant, name);
            List<FunctionDescription> all = new ArrayList<>(FunctionVersions.all(tables, tenant, name.name()));
            all.add(function);
            all.forEach(
                    each -> tables.functions(tenant).delete(FunctionDescription.rowName(each.name(), each.version())));
            tables.tags(tenant).removeAll(function.arn());
            for (String kind : List.of(FunctionAlias.kind(name.name()), EventInvokeConfigs.kind(name.name()))) {
                tables.targetResources(tenant).all(kind, "").forEach(resource -> tables.targetResources(tenant)
                        .delete(kind, resource.name()));
            }
            tables.targetResources(tenant).delete(FunctionConcurrency.KIND, name.name());
            tables.targetResources(tenant).delete(FunctionVersions.COUNTER, name.name());
            return all;
        });
        runtime.retire(tenant, name.name());
        gone.forEach(each -> codes.removeIfUnused(tenant, each.codeSha256()));
    }

    /** What a qualified name has a policy of its own for. */
    record PolicyHolder(String arn, ResourcePolicy policy, String revisionId) {}

    /** @throws LambdaException ResourceNotFoundException */
    PolicyHolder policy(Tenant tenant, FunctionName name) {
        return store.read(tables -> policy(tables, tenant, name));
    }

    /** Changes the policy of the function, or of the version or alias that the qualifier names. */
    PolicyHolder changePolicy(
            Tenant tenant, FunctionName name, Optional<String> revisionId, UnaryOperator<PolicyHolder> change) {
        return store.write(tables -> {
            PolicyHolder present = policy(tables, tenant, name);
            FunctionDescription.requireRevision(present.revisionId(), revisionId);
            ResourcePolicy next = change.apply(present).policy();
            if (name.alias().isPresent()) {
                FunctionAlias alias = FunctionAliases.find(tables, tenant, name).withPolicy(next);
                tables.targetResources(tenant)
                        .put(alias.toResource(timers.clock().instant()));
            } else {
                FunctionDescription function = FunctionLookup.find(tables, tenant, name, 0)
                        .withPolicy(next)
                        .changed(timers.clock().instant(), UUID.randomUUID().toString());
                tables.functions(tenant).put(function.toRecord());
            }
            return policy(tables, tenant, name);
        });
    }

    private static PolicyHolder policy(Tables tables, Tenant tenant, FunctionName name) {
        String arn = new Arns(tenant).function(name.name())
                + name.qualifier().map(qualifier -> ":" + qualifier).orElse("");
        FunctionDescription function = FunctionLookup.find(tables, tenant, name, 0);
        return FunctionLookup.alias(tables, tenant, name)
                .map(alias -> new PolicyHolder(arn, ResourcePolicy.parse(alias.policy()), alias.revisionId()))
                .orElseGet(() -> new PolicyHolder(arn, function.policy(), function.revisionId()));
    }

    /** Reads, changes and writes in one transaction; gives the function a new revision id. */
    FunctionDescription change(
            Tenant tenant, FunctionName name, Optional<String> revisionId, UnaryOperator<FunctionDescription> change) {
        name.requireLatest(tenant);
        FunctionDescription changed = store.write(tables -> {
            FunctionDescription function = FunctionLookup.latest(tables, tenant, name);
            function.requireRevision(revisionId);
            FunctionDescription next = change.apply(function)
                    .changed(timers.clock().instant(), UUID.randomUUID().toString());
            tables.functions(tenant).put(next.toRecord());
            return next;
        });
        runtime.update(changed.toVersion());
        return changed;
    }

    private static LambdaException alreadyExists(String name) {
        return new LambdaException(Code.RESOURCE_CONFLICT, "Function already exist: " + name);
    }

    private CodeLease put(Tenant tenant, byte[] zip) {
        try {
            return codes.put(tenant, zip);
        } catch (CodeException e) {
            throw refused(e);
        }
    }

    private void verify(byte[] zip) {
        try {
            codes.verify(zip);
        } catch (CodeException e) {
            throw refused(e);
        }
    }

    private static LambdaException refused(CodeException e) {
        return switch (e.kind()) {
            case INVALID ->
                LambdaException.invalidParameter(
                        "Could not unzip uploaded file. Please check your file, then try to upload again. ("
                                + e.getMessage() + ")");
            case CONTENTS_TOO_LARGE -> LambdaException.invalidParameter(e.getMessage());
            case ZIP_TOO_LARGE -> new LambdaException(Code.REQUEST_TOO_LARGE, e.getMessage());
        };
    }
}
