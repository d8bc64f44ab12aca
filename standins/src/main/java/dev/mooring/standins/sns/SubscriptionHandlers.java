package dev.mooring.standins.sns;

import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;
import tools.jackson.core.JacksonException;

/** Subscriptions: subscribe, confirm, find, change, end. */
record SubscriptionHandlers(StandInPorts ports, Deliveries deliveries) {
    private static final String PENDING = "PendingConfirmation";
    private static final int PAGE = 100;

    SubscribeResponse subscribe(SubscribeRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        String endpoint = Optional.ofNullable(request.endpoint()).orElse("");
        boolean isWeb = isWeb(request.protocol(), endpoint);
        request.attributes().forEach(SubscriptionHandlers::check);
        Subscription made = ports.store().write(tables -> {
            Topic topic = TopicHandlers.topic(tables, tenant, request.topicArn());
            Optional<Subscription> there = subscriptions(tables, tenant, topic.name() + ":").stream()
                    .filter(each -> each.protocol().equals(request.protocol())
                            && each.endpoint().equals(endpoint))
                    .findFirst();
            if (there.isPresent()) {
                if (!request.attributes().isEmpty() && !there.get().attributes().equals(request.attributes())) {
                    throw TopicHandlers.invalid(
                            "Attributes Reason: Subscription already exists with different attributes");
                }
                return there.get();
            }
            Subscription subscription = new Subscription(
                    topic.name(),
                    UUID.randomUUID().toString(),
                    request.protocol(),
                    endpoint,
                    request.attributes(),
                    isWeb ? UUID.randomUUID().toString().replace("-", "") : "",
                    context.now().toEpochMilli());
            subscription.filter();
            tables.targetResources(tenant).put(subscription.toResource());
            return subscription;
        });
        if (made.isPending()) {
            deliveries.confirm(tenant, made, TopicHandlers.arn(tenant, made.topic()), context.requestId());
        }
        boolean showsArn = !made.isPending() || Boolean.TRUE.equals(request.returnSubscriptionArn());
        return SubscribeResponse.builder()
                .subscriptionArn(showsArn ? made.arn(tenant) : "pending confirmation")
                .build();
    }

    private static boolean isWeb(String protocol, String endpoint) {
        return switch (protocol) {
            case "http", "https" -> {
                if (!endpoint.startsWith(protocol + "://")) {
                    throw TopicHandlers.invalid("Endpoint must match the specified protocol");
                }
                yield true;
            }
            case "sqs", "lambda" -> {
                if (ServiceArn.parse(endpoint)
                        .filter(arn -> arn.service().equals(protocol))
                        .isEmpty()) {
                    throw TopicHandlers.invalid("Endpoint Reason: not the ARN of " + protocol);
                }
                yield false;
            }
            default ->
                throw TopicHandlers.invalid(
                        "Protocol: " + protocol + " is not built here; http, https, sqs and lambda" + " are");
        };
    }

    private static void check(String name, String value) {
        switch (name) {
            case "RawMessageDelivery" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw TopicHandlers.invalid("Attributes Reason: RawMessageDelivery: true or false");
                }
            }
            case "FilterPolicy" -> {
                if (!value.isEmpty()) {
                    try {
                        FilterPolicy.parse(value, true);
                    } catch (IllegalArgumentException e) {
                        throw TopicHandlers.invalid(String.valueOf(e.getMessage()));
                    }
                }
            }
            case "FilterPolicyScope" -> {
                if (!value.equals("MessageAttributes") && !value.equals("MessageBody")) {
                    throw TopicHandlers.invalid(
                            "Attributes Reason: FilterPolicyScope: MessageAttributes or MessageBody");
                }
            }
            case "RedrivePolicy" -> checkRedrive(value);
            default -> throw TopicHandlers.invalid("AttributeName: " + name + " is not known here");
        }
    }

    private static void checkRedrive(String value) {
        try {
            if (!value.isEmpty()
                    && ServiceArn.parse(Json.MAPPER
                                    .readTree(value)
                                    .path("deadLetterTargetArn")
                                    .asString(""))
                            .filter(arn -> arn.service().equals("sqs"))
                            .isEmpty()) {
                throw TopicHandlers.invalid("RedrivePolicy: deadLetterTargetArn must be a queue's ARN");
            }
        } catch (JacksonException e) {
            throw TopicHandlers.invalid("RedrivePolicy: failed to parse JSON");
        }
    }

    ConfirmSubscriptionResponse confirm(ConfirmSubscriptionRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Subscription confirmed = ports.store().write(tables -> {
            Topic topic = TopicHandlers.topic(tables, tenant, request.topicArn());
            Subscription found = subscriptions(tables, tenant, topic.name() + ":").stream()
                    .filter(each -> each.isPending() && each.token().equals(request.token()))
                    .findFirst()
                    .orElseThrow(() -> TopicHandlers.invalid("Token"));
            tables.targetResources(tenant).put(found.confirmed().toResource());
            return found;
        });
        return ConfirmSubscriptionResponse.builder()
                .subscriptionArn(confirmed.arn(tenant))
                .build();
    }

    UnsubscribeResponse unsubscribe(UnsubscribeRequest request, CallContext context) {
        String name = name(context.tenant(), request.subscriptionArn());
        ports.store().write(tables -> tables.targetResources(context.tenant()).delete(Subscription.KIND, name));
        return UnsubscribeResponse.builder().build();
    }

    ListSubscriptionsResponse list(ListSubscriptionsRequest request, CallContext context) {
        Listing listing = list("", "ListSubscriptions", request.nextToken(), context);
        return ListSubscriptionsResponse.builder()
                .subscriptions(listing.subscriptions())
                .nextToken(listing.next().orElse(null))
                .build();
    }

    ListSubscriptionsByTopicResponse listByTopic(ListSubscriptionsByTopicRequest request, CallContext context) {
        Topic topic = ports.store().read(tables -> TopicHandlers.topic(tables, context.tenant(), request.topicArn()));
        Listing listing = list(topic.name() + ":", "ListSubscriptionsByTopic", request.nextToken(), context);
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(listing.subscriptions())
                .nextToken(listing.next().orElse(null))
                .build();
    }

    private record Listing(
            List<software.amazon.awssdk.services.sns.model.Subscription> subscriptions, Optional<String> next) {}

    private Listing list(String prefix, String operation, @Nullable String token, CallContext context) {
        Tenant tenant = context.tenant();
        String query = operation + "|" + tenant + "|" + prefix;
        Optional<String> after = Optional.ofNullable(token)
                .map(text ->
                        ports.tokens().position(query, text).orElseThrow(() -> TopicHandlers.invalid("NextToken")));
        Page<TargetResource> page = ports.store()
                .read(tables -> tables.targetResources(tenant).list(Subscription.KIND, prefix, after, PAGE));
        return new Listing(
                page.items().stream()
                        .map(Subscription::of)
                        .map(each -> software.amazon.awssdk.services.sns.model.Subscription.builder()
                                .subscriptionArn(each.isPending() ? PENDING : each.arn(tenant))
                                .owner(tenant.account())
                                .protocol(each.protocol())
                                .endpoint(each.endpoint())
                                .topicArn(TopicHandlers.arn(tenant, each.topic()))
                                .build())
                        .toList(),
                page.next().map(next -> ports.tokens().issue(query, next)));
    }

    GetSubscriptionAttributesResponse getAttributes(GetSubscriptionAttributesRequest request, CallContext context) {
        Tenant tenant = context.tenant();
        Subscription subscription = ports.store().read(tables -> find(tables, tenant, request.subscriptionArn()));
        Map<String, String> attributes = new TreeMap<>(subscription.attributes());
        attributes.putIfAbsent("RawMessageDelivery", "false");
        attributes.put("SubscriptionArn", subscription.arn(tenant));
        attributes.put("TopicArn", TopicHandlers.arn(tenant, subscription.topic()));
        attributes.put("Owner", tenant.account());
        attributes.put("Protocol", subscription.protocol());
        attributes.put("Endpoint", subscription.endpoint());
        attributes.put(PENDING, Boolean.toString(subscription.isPending()));
        attributes.put("ConfirmationWasAuthenticated", "false");
        return GetSubscriptionAttributesResponse.builder()
                .attributes(attributes)
                .build();
    }

    SetSubscriptionAttributesResponse setAttributes(SetSubscriptionAttributesRequest request, CallContext context) {
        String value = Optional.ofNullable(request.attributeValue()).orElse("");
        check(request.attributeName(), value);
        ports.store().write(tables -> {
            Subscription changed =
                    find(tables, context.tenant(), request.subscriptionArn()).with(request.attributeName(), value);
            try {
                changed.filter();
            } catch (IllegalArgumentException e) {
                throw TopicHandlers.invalid(String.valueOf(e.getMessage()));
            }
            tables.targetResources(context.tenant()).put(changed.toResource());
            return changed;
        });
        return SetSubscriptionAttributesResponse.builder().build();
    }

    static List<Subscription> subscriptions(Tables tables, Tenant tenant, String prefix) {
        return tables.targetResources(tenant).all(Subscription.KIND, prefix).stream()
                .map(Subscription::of)
                .toList();
    }

    private static Subscription find(Tables tables, Tenant tenant, String arn) {
        return tables.targetResources(tenant)
                .find(Subscription.KIND, name(tenant, arn))
                .map(Subscription::of)
                .orElseThrow(() -> TopicHandlers.notFound("Subscription"));
    }

    private static String name(Tenant tenant, String arn) {
        return ServiceArn.parse(arn)
                .filter(parsed -> parsed.service().equals("sns")
                        && parsed.isOf(tenant)
                        && parsed.resource().contains(":"))
                .map(ServiceArn::resource)
                .orElseThrow(() -> TopicHandlers.invalid("SubscriptionArn"));
    }
}
