package dev.mooring.api.iotdata;

import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.Operations;
import dev.mooring.api.PageTokens;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.event.ClientHistory;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.store.Store;
import software.amazon.awssdk.services.iotdataplane.model.GetRetainedMessageRequest;
import software.amazon.awssdk.services.iotdataplane.model.ListRetainedMessagesRequest;

/**
 * The operations of the AWS IoT data plane on retained messages and on single connections.
 *
 * @param history knows how a connection ended
 * @param topicLimits of the profile in force
 */
public record ConnectionOperations(
        ClientControl clients,
        ClientHistory history,
        RetainedStore retained,
        Store store,
        DeviceAuthorizer devices,
        PageTokens pageTokens,
        TopicLimits topicLimits) {
    public void register(Operations operations) {
        Permission permission = new Permission(devices);
        RetainedHandlers messages = new RetainedHandlers(retained, permission, pageTokens, topicLimits);
        ConnectionHandlers connections = new ConnectionHandlers(clients, history, store, permission, pageTokens);
        DirectMessageHandler direct = new DirectMessageHandler(clients, permission, topicLimits);
        operations
                .on("GetRetainedMessage", GetRetainedMessageRequest::builder, messages::get)
                .on("ListRetainedMessages", ListRetainedMessagesRequest::builder, messages::list)
                // Newer than the SDK's classes, or with an empty answer that they do not have.
                .onValues("DeleteConnection", connections::delete)
                .onValues("GetConnection", connections::get)
                .onValues("ListSubscriptions", connections::subscriptions)
                .onValues("SendDirectMessage", direct::send);
    }
}
