package dev.mooring.standins.sns;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.protocol.AwsQuery;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import dev.mooring.standins.sqs.Queues;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;

/** Amazon SNS: which operations are built, and by what. */
public final class SnsService implements AutoCloseable {
    private final StandInPorts ports;
    private final WebDeliveries web;
    private final Deliveries deliveries;

    public SnsService(StandInPorts ports, Queues queues) {
        this.ports = ports;
        this.web = new WebDeliveries(ports.store());
        this.deliveries = new Deliveries(ports, queues, web);
    }

    public AwsService service() {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("sns"),
                        false,
                        List.of("models/sns-2010-03-31-model.json"),
                        List.of(AwsQuery::new),
                        new AwsService.Refusals(
                                "InvalidParameterException", "InvalidParameterException", "UnsupportedOperation")),
                SnsService::anonymous,
                this::register);
    }

    /**
     * The URLs that subscribers are sent are visited unsigned: their token, or the subscription's id, cannot be guessed.
     */
    private static Optional<Tenant> anonymous(HttpRequest request) {
        if (!request.method().equals("GET") || !request.rawPath().equals("/")) {
            return Optional.empty();
        }
        return PercentEncoding.query(request.rawQuery()).flatMap(query -> {
            String action = query.getOrDefault("Action", List.of("")).getFirst();
            String parameter =
                    switch (action) {
                        case "ConfirmSubscription" -> "TopicArn";
                        case "Unsubscribe" -> "SubscriptionArn";
                        default -> "";
                    };
            return ServiceArn.parse(query.getOrDefault(parameter, List.of("")).getFirst())
                    .filter(arn -> arn.service().equals("sns")
                            && Tenant.isAccount(arn.account())
                            && Tenant.isRegion(arn.region()))
                    .map(arn -> new Tenant(arn.account(), arn.region()));
        });
    }

    private void register(Operations operations) {
        TopicHandlers topics = new TopicHandlers(ports);
        SubscriptionHandlers subscriptions = new SubscriptionHandlers(ports, deliveries);
        PublishHandlers publishing = new PublishHandlers(ports, deliveries);
        operations
                .on("CreateTopic", CreateTopicRequest::builder, topics::create)
                .on("DeleteTopic", DeleteTopicRequest::builder, topics::delete)
                .on("ListTopics", ListTopicsRequest::builder, topics::list)
                .on("GetTopicAttributes", GetTopicAttributesRequest::builder, topics::getAttributes)
                .on("SetTopicAttributes", SetTopicAttributesRequest::builder, topics::setAttributes)
                .on("TagResource", TagResourceRequest::builder, topics::tag)
                .on("UntagResource", UntagResourceRequest::builder, topics::untag)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, topics::listTags)
                .on("Subscribe", SubscribeRequest::builder, subscriptions::subscribe)
                .on("ConfirmSubscription", ConfirmSubscriptionRequest::builder, subscriptions::confirm)
                .on("Unsubscribe", UnsubscribeRequest::builder, subscriptions::unsubscribe)
                .on("ListSubscriptions", ListSubscriptionsRequest::builder, subscriptions::list)
                .on("ListSubscriptionsByTopic", ListSubscriptionsByTopicRequest::builder, subscriptions::listByTopic)
                .on(
                        "GetSubscriptionAttributes",
                        GetSubscriptionAttributesRequest::builder,
                        subscriptions::getAttributes)
                .on(
                        "SetSubscriptionAttributes",
                        SetSubscriptionAttributesRequest::builder,
                        subscriptions::setAttributes)
                .on("Publish", PublishRequest::builder, publishing::publish)
                .on("PublishBatch", PublishBatchRequest::builder, publishing::publishBatch);
    }

    /**
     * Publishes on behalf of another service of this server.
     *
     * @return the message's id
     * @throws dev.mooring.api.ApiException as Publish refuses
     */
    public String publish(Tenant tenant, String topicArn, Optional<String> subject, String message) {
        return new PublishHandlers(ports, deliveries)
                .publish(tenant, topicArn, subject, message, ports.clock().instant());
    }

    /** Goes on with what an earlier run of the server accepted. */
    public void resume() {
        List<Tenant> tenants = ports.store().read(tables -> tables.tenantsWithTargets(Topic.KIND));
        tenants.forEach(deliveries::resume);
    }

    @Override
    public void close() {
        web.close();
    }
}
