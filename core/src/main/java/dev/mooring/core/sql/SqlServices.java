package dev.mooring.core.sql;

import java.util.Optional;

/**
 * What SQL functions ask of other services. Calls block; whoever implements this keeps the time limits (2 s for
 * {@code aws_lambda}) and the caches (15 minutes for {@code get_secret}), and answers {@link Answer.Unavailable}
 * instead of throwing. Each method is unavailable until overridden.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html">AWS: functions</a>
 */
public interface SqlServices {
    /** No service at all: every external function is Undefined. */
    SqlServices NONE = new SqlServices() {};

    /** What a service said. */
    sealed interface Answer {
        /** @param json a JSON text in UTF-8; not copied, must not be changed */
        record Json(byte[] json) implements Answer {}

        record Text(String text) implements Answer {}

        /** @param why one sentence for the log */
        record Unavailable(String why) implements Answer {}
    }

    /** A FileDescriptorSet, or why there is none. */
    sealed interface Descriptor {
        /** @param bytes a serialized {@code google.protobuf.FileDescriptorSet}; must not be changed */
        record Found(byte[] bytes) implements Descriptor {}

        record Unavailable(String why) implements Descriptor {}
    }

    /** Invokes a function and gives its JSON result. */
    default Answer awsLambda(String functionArn, byte[] inputJson) {
        return new Answer.Unavailable("aws_lambda() is not available here");
    }

    /** The whole document of a classic (no name) or named shadow. */
    default Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
        return new Answer.Unavailable("get_thing_shadow() is not available here");
    }

    /** The current SecretString, as it is; picking a key is the function's work. */
    default Answer getSecretString(String secretId, String roleArn) {
        return new Answer.Unavailable("get_secret() is not available here");
    }

    /** The current SecretBinary in base64. */
    default Answer getSecretBinary(String secretId, String roleArn) {
        return new Answer.Unavailable("get_secret() is not available here");
    }

    /**
     * One item of a table as plain JSON (attribute types removed). Key values are JSON texts, because the key may be a
     * string or a number.
     */
    default Answer getDynamodb(String tableName, Key partitionKey, Optional<Key> sortKey, String roleArn) {
        return new Answer.Unavailable("get_dynamodb() is not available here");
    }

    /**
     * A key attribute.
     *
     * @param number true for a number, written in decimal
     */
    record Key(String name, String value, boolean number) {}

    /**
     * The response of a registry call.
     *
     * @param registryApi {@code DescribeThing} or {@code ListThingGroupsForThing}
     */
    default Answer getRegistryData(String registryApi, String thingName, String roleArn) {
        return new Answer.Unavailable("get_registry_data() is not available here");
    }

    /** @param recordJson one flat JSON object */
    default Answer machinelearningPredict(String modelId, String roleArn, byte[] recordJson) {
        return new Answer.Unavailable("machinelearning_predict() is not available here");
    }

    /** The object that holds the message descriptors of {@code decode(…, 'proto', …)}. */
    default Descriptor protobufDescriptor(String bucket, String objectKey) {
        return new Descriptor.Unavailable("decode(…, 'proto', …) has no object store here");
    }
}
