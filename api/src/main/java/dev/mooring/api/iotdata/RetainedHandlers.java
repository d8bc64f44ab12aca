package dev.mooring.api.iotdata;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.topic.InvalidTopicException;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.core.topic.TopicName;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iotdataplane.model.GetRetainedMessageRequest;
import software.amazon.awssdk.services.iotdataplane.model.GetRetainedMessageResponse;
import software.amazon.awssdk.services.iotdataplane.model.ListRetainedMessagesRequest;
import software.amazon.awssdk.services.iotdataplane.model.ListRetainedMessagesResponse;
import software.amazon.awssdk.services.iotdataplane.model.RetainedMessageSummary;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Retained messages. One that has expired is not there. */
final class RetainedHandlers {
    private static final int PAGE_SIZE = 200;
    private static final TopicFilter ALL = new TopicFilter("#");
    private static final JsonMapper JSON = JsonMapper.shared();

    private final RetainedStore retained;
    private final Permission permission;
    private final PageTokens tokens;
    private final TopicLimits topicLimits;

    RetainedHandlers(RetainedStore retained, Permission permission, PageTokens tokens, TopicLimits topicLimits) {
        this.retained = retained;
        this.permission = permission;
        this.tokens = tokens;
        this.topicLimits = topicLimits;
    }

    GetRetainedMessageResponse get(GetRetainedMessageRequest request, CallContext context) {
        String topic = topic(request.topic());
        permission.require(context, IotActions.GET_RETAINED_MESSAGE, new Arns(context.tenant()).topic(topic));
        Message message = retained.get(context.tenant(), topic)
                .filter(found -> isThere(found, context))
                .orElseThrow(() -> new ApiException(
                        "ResourceNotFoundException", "There is no retained message on the topic '" + topic + "'"));
        return GetRetainedMessageResponse.builder()
                .topic(topic)
                .payload(SdkBytes.fromByteArray(message.payload()))
                .qos(message.qos())
                .lastModifiedTime(message.timestampMillis())
                .userProperties(userProperties(message.properties().userProperties()))
                .build();
    }

    ListRetainedMessagesResponse list(ListRetainedMessagesRequest request, CallContext context) {
        permission.require(context, IotActions.LIST_RETAINED_MESSAGES, "*");
        String query = "ListRetainedMessages|" + context.tenant().account() + "|"
                + context.tenant().region();
        Optional<String> after = Optional.ofNullable(request.nextToken()).map(token -> tokens.position(query, token)
                .orElseThrow(() -> PublishHandler.invalid("nextToken is not valid for this request")));
        int limit = Optional.ofNullable(request.maxResults()).orElse(PAGE_SIZE);
        List<Message> found = retained.matching(context.tenant(), ALL, MultiLevelWildcard.INCLUDES_PARENT).stream()
                .filter(message -> isThere(message, context))
                .filter(message -> after.isEmpty() || message.topic().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(Message::topic))
                .limit(limit + 1L)
                .toList();
        boolean more = found.size() > limit;
        List<Message> page = more ? found.subList(0, limit) : found;
        return ListRetainedMessagesResponse.builder()
                .retainedTopics(page.stream().map(RetainedHandlers::summary).toList())
                .nextToken(more ? tokens.issue(query, page.getLast().topic()) : null)
                .build();
    }

    private static RetainedMessageSummary summary(Message message) {
        return RetainedMessageSummary.builder()
                .topic(message.topic())
                .payloadSize((long) message.payload().length)
                .qos(message.qos())
                .lastModifiedTime(message.timestampMillis())
                .build();
    }

    private static boolean isThere(Message message, CallContext context) {
        return message.properties()
                .expirySeconds()
                .map(seconds -> message.timestampMillis() + seconds * 1000
                        > context.now().toEpochMilli())
                .orElse(true);
    }

    private String topic(String text) {
        try {
            return TopicName.parse(text, topicLimits).text();
        } catch (InvalidTopicException e) {
            throw PublishHandler.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** JSON as Publish takes it; null if there are none, as AWS documents it. */
    private static @Nullable SdkBytes userProperties(List<UserProperty> properties) {
        if (properties.isEmpty()) {
            return null;
        }
        ArrayNode array = JSON.createArrayNode();
        properties.forEach(property -> array.addObject().put(property.key(), property.value()));
        return SdkBytes.fromUtf8String(array.toString());
    }
}
