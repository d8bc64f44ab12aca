package dev.mooring.api.iotdata;

import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.Operations;
import dev.mooring.broker.Publisher;
import dev.mooring.core.topic.TopicLimits;

/**
 * Which operations of the AWS IoT data plane are built, and by what.
 *
 * @param topicLimits of the profile in force
 */
public record IotDataOperations(Publisher publisher, DeviceAuthorizer devices, TopicLimits topicLimits) {
    public void register(Operations operations) {
        PublishHandler publish = new PublishHandler(publisher, devices, topicLimits);
        // The wire's answer has members that the SDK's response class lacks.
        operations.onValues("Publish", publish::publish);
    }
}
