package dev.mooring.standins.sns;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;

/** Topics: create, find, change, delete. */
record TopicHandlers(StandInPorts ports) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\\.fifo");
    private static final Set<String> SETTABLE =
            Set.of("DisplayName", "Policy", "FifoTopic", "ContentBasedDeduplication");
    private static final int PAGE = 100;

    static ApiException notFound(String what) {
        return new ApiException("NotFoundException", what + " does not exist");
    }

    static ApiException invalid(String message) {
        return new ApiException("InvalidParameterException", "Invalid parameter: " + message);
    }

    static Topic topic(Tables tables, Tenant tenant, @Nullable String arn) {
        return tables.targetResources(tenant)
                .find(Topic.KIND, name(tenant, arn))
                .map(Topic::of)
                .orElseThrow(() -> notFound("Topic"));
    }

    static String name(Tenant tenant, @Nullable String arn) {
        return ServiceArn.parse(arn == null ? "" : arn)
                .filter(parsed -> parsed.service().equals("sns"))
                .map(parsed -> {
                    if (!parsed.isOf(tenant)) {
                        throw notFound("Topic");
                    }
                    return parsed.resource();
                })
                .orElseThrow(() -> invalid("TopicArn Reason: An ARN must have at least 6 elements, not " + arn));
    }

    static String arn(Tenant tenant, String topic) {
        return ServiceArn.of("sns", tenant, topic).toString();
    }

    CreateTopicResponse create(CreateTopicRequest request, CallContext context) {
        String name = request.name();
        if (!NAME.matcher(name).matches()) {
            throw invalid("Topic Name");
        }
        request.attributes().forEach((key, value) -> check(name, key, value));
        boolean isFifo = "true".equals(request.attributes().get("FifoTopic"));
        if (name.endsWith(".fifo") != isFifo) {
            throw invalid("Topic Name: only the name of a FIFO topic ends with .fifo, and it must");
        }
        Map<String, String> tags = new HashMap<>();
        request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
        ports.store().write(tables -> {
            Optional<Topic> there = tables.targetResources(context.tenant())
                    .find(Topic.KIND, name)
                    .map(Topic::of);
            if (there.isEmpty()) {
                tables.targetResources(context.tenant())
                        .put(new Topic(
                                        name,
                                        request.attributes(),
                                        tags,
                                        context.now().toEpochMilli())
                                .toResource());
            } else if (!there.get()
                    .attributes()
                    .entrySet()
                    .containsAll(request.attributes().entrySet())) {
                throw invalid("Attributes Reason: Topic already exists with different attributes");
            }
            return name;
        });
        return CreateTopicResponse.builder()
                .topicArn(arn(context.tenant(), name))
                .build();
    }

    private static void check(String topic, String name, String value) {
        if (!SETTABLE.contains(name)) {
            throw invalid("AttributeName: " + name + " is not known here");
        }
        boolean isFlag = name.equals("FifoTopic") || name.equals("ContentBasedDeduplication");
        if (isFlag && (!topic.endsWith(".fifo") || !(value.equals("true") || value.equals("false")))) {
            throw invalid("Attributes Reason: " + name + " is true or false, and only for a FIFO topic");
        }
    }

    DeleteTopicResponse delete(DeleteTopicRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        String name = name(tenant, request.topicArn());
        ports.store().write(tables -> {
            tables.targetResources(tenant).delete(Topic.KIND, name);
            tables.targetResources(tenant)
                    .all(Subscription.KIND, name + ":")
                    .forEach(each -> tables.targetResources(tenant).delete(Subscription.KIND, each.name()));
            return name;
        });
        return DeleteTopicResponse.builder().build();
    }

    ListTopicsResponse list(ListTopicsRequest request, CallContext context) {
        String query = "ListTopics|" + context.tenant();
        Optional<String> after = after(query, request.nextToken());
        Page<TargetResource> page = ports.store()
                .read(tables -> tables.targetResources(context.tenant()).list(Topic.KIND, "", after, PAGE));
        return ListTopicsResponse.builder()
                .topics(page.items().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(arn(context.tenant(), topic.name()))
                                .build())
                        .toList())
                .nextToken(page.next()
                        .map(next -> ports.tokens().issue(query, next))
                        .orElse(null))
                .build();
    }

    private Optional<String> after(String query, @Nullable String token) {
        return Optional.ofNullable(token)
                .map(text -> ports.tokens().position(query, text).orElseThrow(() -> invalid("NextToken")));
    }

    GetTopicAttributesResponse getAttributes(GetTopicAttributesRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        return ports.store().read(tables -> {
            Topic topic = topic(tables, tenant, request.topicArn());
            List<Subscription> subscriptions =
                    tables.targetResources(tenant).all(Subscription.KIND, topic.name() + ":").stream()
                            .map(Subscription::of)
                            .toList();
            long pending =
                    subscriptions.stream().filter(Subscription::isPending).count();
            Map<String, String> attributes = new TreeMap<>(topic.attributes());
            attributes.put("TopicArn", arn(tenant, topic.name()));
            attributes.put("Owner", tenant.account());
            attributes.putIfAbsent("DisplayName", "");
            attributes.put("SubscriptionsPending", Long.toString(pending));
            attributes.put("SubscriptionsConfirmed", Long.toString(subscriptions.size() - pending));
            attributes.put("SubscriptionsDeleted", "0");
            return GetTopicAttributesResponse.builder().attributes(attributes).build();
        });
    }

    SetTopicAttributesResponse setAttributes(SetTopicAttributesRequest request, CallContext context) {
        String value = Optional.ofNullable(request.attributeValue()).orElse("");
        change(request.topicArn(), context, topic -> {
            check(topic.name(), request.attributeName(), value);
            if (request.attributeName().equals("FifoTopic")) {
                throw invalid("AttributeName: FifoTopic is set when the topic is created");
            }
            Map<String, String> attributes = new HashMap<>(topic.attributes());
            attributes.put(request.attributeName(), value);
            return new Topic(topic.name(), attributes, topic.tags(), topic.createdAt());
        });
        return SetTopicAttributesResponse.builder().build();
    }

    TagResourceResponse tag(TagResourceRequest request, CallContext context) {
        change(request.resourceArn(), context, topic -> {
            Map<String, String> tags = new HashMap<>(topic.tags());
            request.tags().forEach(tag -> tags.put(tag.key(), tag.value()));
            return new Topic(topic.name(), topic.attributes(), tags, topic.createdAt());
        });
        return TagResourceResponse.builder().build();
    }

    UntagResourceResponse untag(UntagResourceRequest request, CallContext context) {
        change(request.resourceArn(), context, topic -> {
            Map<String, String> tags = new HashMap<>(topic.tags());
            tags.keySet().removeAll(request.tagKeys());
            return new Topic(topic.name(), topic.attributes(), tags, topic.createdAt());
        });
        return UntagResourceResponse.builder().build();
    }

    ListTagsForResourceResponse listTags(ListTagsForResourceRequest request, CallContext context) {
        Topic topic = ports.store().read(tables -> topic(tables, context.tenant(), request.resourceArn()));
        return ListTagsForResourceResponse.builder()
                .tags(new TreeMap<>(topic.tags())
                        .entrySet().stream()
                                .map(tag -> Tag.builder()
                                        .key(tag.getKey())
                                        .value(tag.getValue())
                                        .build())
                                .toList())
                .build();
    }

    private void change(String arn, CallContext context, UnaryOperator<Topic> change) {
        ports.store().write(tables -> {
            Topic changed = change.apply(topic(tables, context.tenant(), arn));
            tables.targetResources(context.tenant()).put(changed.toResource());
            return changed;
        });
    }
}
