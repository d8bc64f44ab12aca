package dev.mooring.api.iotdata;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.sdk.SdkPojos;
import dev.mooring.broker.ClientControl;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.iotdataplane.model.PublishRequest;

/** SendDirectMessage: to one connected client, whatever it has subscribed to. */
final class DirectMessageHandler {
    private static final int DEFAULT_TIMEOUT_SECONDS = 5;

    private final ClientControl clients;
    private final Permission permission;
    private final TopicLimits topicLimits;

    DirectMessageHandler(ClientControl clients, Permission permission, TopicLimits topicLimits) {
        this.clients = clients;
        this.permission = permission;
        this.topicLimits = topicLimits;
    }

    Map<String, Object> send(Map<String, Object> input, CallContext context) {
        String clientId = String.valueOf(input.get("clientId"));
        boolean confirmation = Boolean.TRUE.equals(input.get("confirmation"));
        PublishRequest content = content(input);
        Message message = new Message(
                context.tenant(),
                topic(content.topic()),
                PublishHandler.payload(content),
                confirmation ? 1 : 0,
                false,
                PublishProperties.of(content, topicLimits),
                new Origin(
                        Origin.Protocol.HTTP,
                        Optional.empty(),
                        context.caller().principalId(),
                        Optional.of(context.sourceIp()),
                        Optional.of(context.requestId()),
                        0),
                context.now().toEpochMilli());
        permission.require(context, IotActions.SEND_DIRECT_MESSAGE, new Arns(context.tenant()).client(clientId));
        int seconds = input.get("timeout") instanceof Integer given ? given : DEFAULT_TIMEOUT_SECONDS;
        return answer(deliver(clientId, message, Duration.ofSeconds(seconds)), clientId, context);
    }

    private ClientControl.Delivery deliver(String clientId, Message message, Duration patience) {
        try {
            return Waiting.on(clients.send(clientId, message), patience);
        } catch (TimeoutException e) {
            throw new ApiException(
                    "GatewayTimeoutException",
                    "Client '" + clientId + "' did not acknowledge within " + patience.toSeconds() + " s");
        }
    }

    private static Map<String, Object> answer(ClientControl.Delivery delivery, String clientId, CallContext context) {
        return switch (delivery) {
            case DELIVERED -> Map.of("message", "OK", "traceId", context.requestId());
            case NO_SUCH_CLIENT -> throw ConnectionHandlers.noSuch(clientId);
            case OFFLINE ->
                throw new ApiException(
                        "ResourceNotFoundException",
                        "Client '" + clientId + "' has a persistent session and is not connected");
            case NOT_ALLOWED ->
                throw new ApiException(
                        "ForbiddenException",
                        "Client '" + clientId + "' may not iot:Receive on this topic, or not a packet of this size");
            case BUSY ->
                throw new ApiException(
                        "ThrottlingException",
                        "Client '" + clientId + "' has not acknowledged what it was sent before");
        };
    }

    /** What it has in common with Publish. */
    private static PublishRequest content(Map<String, Object> input) {
        Map<String, Object> shared = new HashMap<>(input);
        shared.keySet().removeAll(Set.of("clientId", "confirmation", "timeout"));
        PublishRequest.Builder builder = PublishRequest.builder();
        SdkPojos.fill(builder, shared);
        return builder.build();
    }

    private String topic(String text) {
        if (text.startsWith("$")) {
            throw PublishHandler.invalid(
                    "a direct message cannot have a topic that begins with $, as '" + text + "' does");
        }
        try {
            return TopicName.parse(text, topicLimits).text();
        } catch (InvalidTopicException e) {
            throw PublishHandler.invalid(String.valueOf(e.getMessage()));
        }
    }
}
