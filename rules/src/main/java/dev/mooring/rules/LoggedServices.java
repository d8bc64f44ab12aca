package dev.mooring.rules;

import dev.mooring.core.sql.SqlServices;
import java.util.Optional;

/** Services whose calls are told to a listener, for FunctionExecution entries. */
record LoggedServices(SqlServices services, Listener listener) implements SqlServices {
    /** Hears of each call. */
    @FunctionalInterface
    interface Listener {
        /**
         * @param function in the form of AWS's example {@code MachinelearningPredict}
         * @param resource what was asked: a function's ARN, a table
         * @param failure why there was no answer
         */
        void called(String function, String resource, Optional<String> failure);
    }

    private Answer told(String function, String resource, Answer answer) {
        listener.called(
                function,
                resource,
                answer instanceof Answer.Unavailable(String why) ? Optional.of(why) : Optional.empty());
        return answer;
    }

    @Override
    public Answer awsLambda(String functionArn, byte[] inputJson) {
        return told("AwsLambda", functionArn, services.awsLambda(functionArn, inputJson));
    }

    @Override
    public Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
        return told("GetThingShadow", thingName, services.getThingShadow(thingName, shadowName, roleArn));
    }

    @Override
    public Answer getSecretString(String secretId, String roleArn) {
        return told("GetSecret", secretId, services.getSecretString(secretId, roleArn));
    }

    @Override
    public Answer getSecretBinary(String secretId, String roleArn) {
        return told("GetSecret", secretId, services.getSecretBinary(secretId, roleArn));
    }

    @Override
    public Answer getDynamodb(String tableName, Key partitionKey, Optional<Key> sortKey, String roleArn) {
        return told("GetDynamodb", tableName, services.getDynamodb(tableName, partitionKey, sortKey, roleArn));
    }

    @Override
    public Answer getRegistryData(String registryApi, String thingName, String roleArn) {
        return told("GetRegistryData", thingName, services.getRegistryData(registryApi, thingName, roleArn));
    }

    @Override
    public Answer machinelearningPredict(String modelId, String roleArn, byte[] recordJson) {
        return told("MachinelearningPredict", modelId, services.machinelearningPredict(modelId, roleArn, recordJson));
    }

    @Override
    public Descriptor protobufDescriptor(String bucket, String objectKey) {
        Descriptor descriptor = services.protobufDescriptor(bucket, objectKey);
        listener.called(
                "Decode",
                bucket + "/" + objectKey,
                descriptor instanceof Descriptor.Unavailable(String why) ? Optional.of(why) : Optional.empty());
        return descriptor;
    }
}
