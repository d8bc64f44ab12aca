package dev.mooring.standins.sqs;

import dev.mooring.api.AwsService;
import dev.mooring.api.Operations;
import dev.mooring.api.protocol.AwsJson;
import dev.mooring.api.protocol.AwsQuery;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.StandIns;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequest;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;

/** Which operations of Amazon SQS are built, and by what. In JSON, and in the query protocol of older clients. */
public final class SqsService {
    private SqsService() {}

    public static AwsService of(StandInPorts ports, Queues queues) {
        return AwsService.of(
                new AwsService.Definition(
                        StandIns.class,
                        Set.of("sqs"),
                        false,
                        List.of("models/sqs-2012-11-05-model.json", "overlay/sqs.query.json"),
                        List.of(AwsJson::version10, AwsQuery::new),
                        new AwsService.Refusals(
                                "InvalidParameterValue", "InvalidParameterValue", "UnsupportedOperation")),
                operations -> register(operations, ports, queues));
    }

    private static void register(Operations operations, StandInPorts ports, Queues queues) {
        QueueUrls urls = new QueueUrls(ports.baseUrl());
        QueueHandlers resources = new QueueHandlers(ports, queues, urls);
        MessageHandlers messages = new MessageHandlers(queues, urls);
        BatchHandlers batches = new BatchHandlers(messages, queues, urls);
        operations
                .on("CreateQueue", CreateQueueRequest::builder, resources::create)
                .on("DeleteQueue", DeleteQueueRequest::builder, resources::delete)
                .on("PurgeQueue", PurgeQueueRequest::builder, resources::purge)
                .on("GetQueueUrl", GetQueueUrlRequest::builder, resources::getUrl)
                .on("ListQueues", ListQueuesRequest::builder, resources::list)
                .on("ListDeadLetterSourceQueues", ListDeadLetterSourceQueuesRequest::builder, resources::listSources)
                .on("GetQueueAttributes", GetQueueAttributesRequest::builder, resources::getAttributes)
                .on("SetQueueAttributes", SetQueueAttributesRequest::builder, resources::setAttributes)
                .on("TagQueue", TagQueueRequest::builder, resources::tag)
                .on("UntagQueue", UntagQueueRequest::builder, resources::untag)
                .on("ListQueueTags", ListQueueTagsRequest::builder, resources::listTags)
                .on("SendMessage", SendMessageRequest::builder, messages::send)
                .on("ReceiveMessage", ReceiveMessageRequest::builder, messages::receive)
                .on("DeleteMessage", DeleteMessageRequest::builder, messages::delete)
                .on("ChangeMessageVisibility", ChangeMessageVisibilityRequest::builder, messages::changeVisibility)
                .on("SendMessageBatch", SendMessageBatchRequest::builder, batches::send)
                .on("DeleteMessageBatch", DeleteMessageBatchRequest::builder, batches::delete)
                .on(
                        "ChangeMessageVisibilityBatch",
                        ChangeMessageVisibilityBatchRequest::builder,
                        batches::changeVisibility);
    }
}
