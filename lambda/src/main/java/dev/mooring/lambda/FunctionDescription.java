package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.lambda.policy.ResourcePolicy;
import dev.mooring.lambda.process.FunctionVersion;
import dev.mooring.store.FunctionRecord;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * A function as it is stored. It is Active as soon as it exists: code is unpacked before the request is answered.
 *
 * @param codeSha256 base64
 * @param codeSize of the zip file, bytes
 * @param revisionId changes with every change, of the policy too
 */
public record FunctionDescription(
        Tenant tenant,
        String name,
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

    static FunctionDescription of(Tenant tenant, FunctionRecord record) {
        return new FunctionDescription(
                tenant,
                record.name(),
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
                name,
                JSON.writeValueAsString(configuration),
                codeSha256,
                codeSize,
                policy.isEmpty() ? "" : policy.toJson(),
                revisionId,
                createdAt,
                modifiedAt);
    }

    FunctionVersion version() {
        return new FunctionVersion(
                tenant,
                name,
                FunctionName.LATEST,
                // Not the revision id: a new permission is no reason to start new processes.
                codeSha256 + JSON.writeValueAsString(configuration),
                configuration.lambdaRuntime(),
                configuration.handler(),
                configuration.timeoutSeconds(),
                configuration.memorySizeMb(),
                codeSha256,
                configuration.environment());
    }

    FunctionDescription changed(Instant now, String newRevisionId) {
        return new FunctionDescription(
                tenant, name, configuration, codeSha256, codeSize, policy, newRevisionId, createdAt, now);
    }

    FunctionDescription withConfiguration(FunctionConfiguration value) {
        return new FunctionDescription(
                tenant, name, value, codeSha256, codeSize, policy, revisionId, createdAt, modifiedAt);
    }

    FunctionDescription withCode(String sha256, long size) {
        return new FunctionDescription(
                tenant, name, configuration, sha256, size, policy, revisionId, createdAt, modifiedAt);
    }

    FunctionDescription withPolicy(ResourcePolicy value) {
        return new FunctionDescription(
                tenant, name, configuration, codeSha256, codeSize, value, revisionId, createdAt, modifiedAt);
    }
}
