package dev.mooring.rules.service;

import dev.mooring.core.sql.SqlServices;
import java.util.Optional;

/** For dry runs: what only reads is asked in earnest; what may change something is Undefined, with a note. */
public record RehearsedServices(SqlServices live) implements SqlServices {
    @Override
    public Answer awsLambda(String functionArn, byte[] inputJson) {
        return new Answer.Unavailable("aws_lambda() is not called in a dry run");
    }

    @Override
    public Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
        return live.getThingShadow(thingName, shadowName, roleArn);
    }

    @Override
    public Answer getSecretString(String secretId, String roleArn) {
        return live.getSecretString(secretId, roleArn);
    }

    @Override
    public Answer getSecretBinary(String secretId, String roleArn) {
        return live.getSecretBinary(secretId, roleArn);
    }

    @Override
    public Answer getDynamodb(String tableName, Key partitionKey, Optional<Key> sortKey, String roleArn) {
        return live.getDynamodb(tableName, partitionKey, sortKey, roleArn);
    }

    @Override
    public Answer getRegistryData(String registryApi, String thingName, String roleArn) {
        return live.getRegistryData(registryApi, thingName, roleArn);
    }

    @Override
    public Answer machinelearningPredict(String modelId, String roleArn, byte[] recordJson) {
        return live.machinelearningPredict(modelId, roleArn, recordJson);
    }

    @Override
    public Descriptor protobufDescriptor(String bucket, String objectKey) {
        return live.protobufDescriptor(bucket, objectKey);
    }
}
