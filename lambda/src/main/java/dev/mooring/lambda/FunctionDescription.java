package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.policy.ResourcePolicy;
import dev.mooring.lambda.process.FunctionVersion;
import dev.mooring.store.FunctionRecord;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * A function as it is stored. It is Active as soon as it exists: code is unpacked before the request is answered.
 *
 * @param version {@code $LATEST}, or the number of a published version
 * @param codeSha256 base64
 * @param codeSize of the zip file, bytes
 * @param revisionId changes with every change, of the policy too
 */
public record FunctionDescription(
        Tenant tenant,
        String name,
        String version,
        FunctionConfiguration configuration,
        String codeSha256,
        long codeSize,
        ResourcePolicy policy,
        String revisionId,
        Instant createdAt,
        Instant modifiedAt) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public String arn() {
        return new Arns(tenant).function(name);
    }

    /** What a published version is called in the store; a function's own name has no colon. */
    static String rowName(String name, String version) {
        return version.equals(FunctionName.LATEST) ? name : name + ":" + version;
    }

    static FunctionDescription of(Tenant tenant, FunctionRecord record) {
        int colon = record.name().indexOf(':');
        return new FunctionDescription(
                tenant,
                colon < 0 ? record.name() : record.name().substring(0, colon),
                colon < 0 ? FunctionName.LATEST : record.name().substring(colon + 1),
                JSON.readValue(record.configuration(), FunctionConfiguration.class),
                record.codeSha256(),
                record.codeSize(),
                ResourcePolicy.parse(record.policy()),
                record.revisionId(),
                record.createdAt(),
                record.modifiedAt());
    }

    FunctionRecord toRecord() {
        return new FunctionRecord(
                rowName(name, version),
                JSON.writeValueAsString(configuration),
                codeSha256,
                codeSize,
                policy.isEmpty() ? "" : policy.toJson(),
                revisionId,
                createdAt,
                modifiedAt);
    }

    FunctionVersion toVersion() {
        return new FunctionVersion(
                tenant,
                name,
                version,
                // Not the revision id: a new permission is no reason to start new processes.
                codeSha256 + JSON.writeValueAsString(configuration),
                configuration.lambdaRuntime(),
                configuration.handler(),
                configuration.timeoutSeconds(),
                configuration.memorySizeMb(),
                codeSha256,
                configuration.environment());
    }

    /** @throws LambdaException PreconditionFailedException when the request names another revision */
    void requireRevision(Optional<String> wanted) {
        requireRevision(revisionId, wanted);
    }

    static void requireRevision(String present, Optional<String> wanted) {
        if (wanted.isPresent() && !wanted.get().equals(present)) {
            throw new LambdaException(
                    LambdaException.Code.PRECONDITION_FAILED,
                    "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API"
                            + " to retrieve the latest Revision Id");
        }
    }

    FunctionDescription changed(Instant now, String newRevisionId) {
        return new FunctionDescription(
                tenant, name, version, configuration, codeSha256, codeSize, policy, newRevisionId, createdAt, now);
    }

    FunctionDescription withConfiguration(FunctionConfiguration value) {
        return new FunctionDescription(
                tenant, name, version, value, codeSha256, codeSize, policy, revisionId, createdAt, modifiedAt);
    }

    FunctionDescription withCode(String sha256, long size) {
        return new FunctionDescription(
                tenant, name, version, configuration, sha256, size, policy, revisionId, createdAt, modifiedAt);
    }

    FunctionDescription withPolicy(ResourcePolicy value) {
        return new FunctionDescription(
                tenant, name, version, configuration, codeSha256, codeSize, value, revisionId, createdAt, modifiedAt);
    }
}
