package dev.mooring.standins.sqs;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Page;
import dev.mooring.store.SqsMessageTable;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.sqs.model.CreateQueueRequest;
import software.amazon.awssdk.services.sqs.model.CreateQueueResponse;
import software.amazon.awssdk.services.sqs.model.DeleteQueueRequest;
import software.amazon.awssdk.services.sqs.model.DeleteQueueResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListDeadLetterSourceQueuesResponse;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsRequest;
import software.amazon.awssdk.services.sqs.model.ListQueueTagsResponse;
import software.amazon.awssdk.services.sqs.model.ListQueuesRequest;
import software.amazon.awssdk.services.sqs.model.ListQueuesResponse;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.PurgeQueueResponse;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesRequest;
import software.amazon.awssdk.services.sqs.model.SetQueueAttributesResponse;
import software.amazon.awssdk.services.sqs.model.TagQueueRequest;
import software.amazon.awssdk.services.sqs.model.TagQueueResponse;
import software.amazon.awssdk.services.sqs.model.UntagQueueRequest;
import software.amazon.awssdk.services.sqs.model.UntagQueueResponse;

/** Queues themselves: create, find, change, empty, delete. */
record QueueHandlers(StandInPorts ports, Queues queues, QueueUrls urls) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}|(?=.{6,80}$)[A-Za-z0-9_-]+\\.fifo");
    private static final int MAX_PAGE = 1000;

    CreateQueueResponse create(CreateQueueRequest request, CallContext context) {
        String name = request.queueName();
        if (!NAME.matcher(name).matches()) {
            throw new ApiException(
                    "InvalidParameterValue",
                    "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
        }
        boolean isFifo = name.endsWith(".fifo");
        Map<String, String> attributes = QueueAttributes.change(isFifo, Map.of(), request.attributesAsStrings());
        if (isFifo && !attributes.containsKey("FifoQueue")) {
            throw new ApiException(
                    "InvalidParameterValue", "The queue name can only end in .fifo when FifoQueue is true.");
        }
        Queue wanted = new Queue(
                name,
                attributes,
                request.tags(),
                context.now().getEpochSecond(),
                context.now().getEpochSecond());
        ports.store().write(tables -> {
            Optional<Queue> there = Queues.find(tables, context.tenant(), name);
            if (there.isEmpty()) {
                tables.targetResources(context.tenant()).put(wanted.toResource());
            } else if (!attributes.entrySet().stream()
                    .allMatch(attribute ->
                            attribute.getValue().equals(shown(there.get()).get(attribute.getKey())))) {
                throw new ApiException(
                        "QueueNameExists",
                        "A queue already exists with the same name and a different value for an attribute.");
            }
            return wanted;
        });
        return CreateQueueResponse.builder()
                .queueUrl(urls.of(context.tenant(), name))
                .build();
    }

    DeleteQueueResponse delete(DeleteQueueRequest request, CallContext context) {
        String name = urls.name(request.queueUrl(), context.tenant());
        ports.store().write(tables -> {
            if (!tables.targetResources(context.tenant()).delete(Queue.KIND, name)) {
                throw Queues.doesNotExist();
            }
            tables.sqsMessages(context.tenant()).deleteAll(name);
            tables.sqsMessages(context.tenant()).forgetAll(name);
            return true;
        });
        return DeleteQueueResponse.builder().build();
    }

    PurgeQueueResponse purge(PurgeQueueRequest request, CallContext context) {
        Queue queue = queue(request.queueUrl(), context);
        ports.store().write(tables -> {
            tables.sqsMessages(context.tenant()).deleteAll(queue.name());
            return true;
        });
        return PurgeQueueResponse.builder().build();
    }

    GetQueueUrlResponse getUrl(GetQueueUrlRequest request, CallContext context) {
        if (request.queueOwnerAWSAccountId() != null
                && !request.queueOwnerAWSAccountId().equals(context.tenant().account())) {
            throw Queues.doesNotExist();
        }
        Queue queue = queues.get(context.tenant(), request.queueName());
        return GetQueueUrlResponse.builder()
                .queueUrl(urls.of(context.tenant(), queue.name()))
                .build();
    }

    ListQueuesResponse list(ListQueuesRequest request, CallContext context) {
        String prefix = Optional.ofNullable(request.queueNamePrefix()).orElse("");
        String query = "ListQueues|" + context.tenant() + "|" + prefix;
        Optional<String> after = Optional.ofNullable(request.nextToken()).map(token -> ports.tokens()
                .position(query, token)
                .orElseThrow(() -> new ApiException("InvalidParameterValue", "Invalid or expired next token.")));
        int limit = request.maxResults() == null ? MAX_PAGE : request.maxResults();
        if (limit < 1 || limit > MAX_PAGE) {
            throw new ApiException("InvalidParameterValue", "MaxResults must be from 1 to 1000.");
        }
        Page<TargetResource> page = ports.store()
                .read(tables -> tables.targetResources(context.tenant()).list(Queue.KIND, prefix, after, limit));
        ListQueuesResponse.Builder response = ListQueuesResponse.builder()
                .queueUrls(page.items().stream()
                        .map(queue -> urls.of(context.tenant(), queue.name()))
                        .toList());
        // AWS hands out a token only to those who asked for pages.
        if (request.maxResults() != null) {
            page.next().ifPresent(next -> response.nextToken(ports.tokens().issue(query, next)));
        }
        return response.build();
    }

    ListDeadLetterSourceQueuesResponse listSources(ListDeadLetterSourceQueuesRequest request, CallContext context) {
        Queue target = queue(request.queueUrl(), context);
        String arn = arn(target, context.tenant());
        List<String> sources =
                ports
                        .store()
                        .read(tables -> tables.targetResources(context.tenant()).all(Queue.KIND, ""))
                        .stream()
                        .map(Queue::of)
                        .filter(queue -> RedrivePolicy.of(queue)
                                .filter(policy ->
                                        policy.deadLetterTarget().toString().equals(arn))
                                .isPresent())
                        .map(queue -> urls.of(context.tenant(), queue.name()))
                        .toList();
        return ListDeadLetterSourceQueuesResponse.builder().queueUrls(sources).build();
    }

    GetQueueAttributesResponse getAttributes(GetQueueAttributesRequest request, CallContext context) {
        Queue queue = queue(request.queueUrl(), context);
        List<String> names = request.attributeNamesAsStrings();
        Map<String, String> all = new TreeMap<>(shown(queue));
        all.put("QueueArn", arn(queue, context.tenant()));
        SqsMessageTable.Counts counts = ports.store()
                .read(tables -> tables.sqsMessages(context.tenant()).count(queue.name(), context.now()));
        all.put("ApproximateNumberOfMessages", Long.toString(counts.visible()));
        all.put("ApproximateNumberOfMessagesNotVisible", Long.toString(counts.inFlight()));
        all.put("ApproximateNumberOfMessagesDelayed", Long.toString(counts.delayed()));
        if (!names.contains("All")) {
            all.keySet().retainAll(names);
        }
        return GetQueueAttributesResponse.builder().attributesWithStrings(all).build();
    }

    /** What was set, and what counts where nothing was. */
    private static Map<String, String> shown(Queue queue) {
        Map<String, String> shown = new HashMap<>(queue.attributes());
        QueueAttributes.numbers().forEach(name -> shown.putIfAbsent(name, QueueAttributes.defaultOf(name)));
        if (queue.isFifo()) {
            shown.putIfAbsent("ContentBasedDeduplication", "false");
        }
        shown.put("CreatedTimestamp", Long.toString(queue.createdAt()));
        shown.put("LastModifiedTimestamp", Long.toString(queue.modifiedAt()));
        return shown;
    }

    SetQueueAttributesResponse setAttributes(SetQueueAttributesRequest request, CallContext context) {
        change(request.queueUrl(), context, (queue, now) -> {
            Map<String, String> change = request.attributesAsStrings();
            if (change.containsKey("FifoQueue") && !queue.isFifo()) {
                throw new ApiException("InvalidAttributeValue", "FifoQueue can be set only when a queue is created.");
            }
            return queue.with(QueueAttributes.change(queue.isFifo(), queue.attributes(), change), queue.tags(), now);
        });
        return SetQueueAttributesResponse.builder().build();
    }

    TagQueueResponse tag(TagQueueRequest request, CallContext context) {
        change(request.queueUrl(), context, (queue, now) -> {
            Map<String, String> tags = new HashMap<>(queue.tags());
            tags.putAll(request.tags());
            return new Queue(queue.name(), queue.attributes(), tags, queue.createdAt(), queue.modifiedAt());
        });
        return TagQueueResponse.builder().build();
    }

    UntagQueueResponse untag(UntagQueueRequest request, CallContext context) {
        change(request.queueUrl(), context, (queue, now) -> {
            Map<String, String> tags = new HashMap<>(queue.tags());
            tags.keySet().removeAll(request.tagKeys());
            return new Queue(queue.name(), queue.attributes(), tags, queue.createdAt(), queue.modifiedAt());
        });
        return UntagQueueResponse.builder().build();
    }

    ListQueueTagsResponse listTags(ListQueueTagsRequest request, CallContext context) {
        return ListQueueTagsResponse.builder()
                .tags(queue(request.queueUrl(), context).tags())
                .build();
    }

    @FunctionalInterface
    private interface QueueChange {
        Queue apply(Queue queue, Instant now);
    }

    private void change(String url, CallContext context, QueueChange change) {
        String name = urls.name(url, context.tenant());
        ports.store().write(tables -> {
            Queue queue = Queues.find(tables, context.tenant(), name).orElseThrow(Queues::doesNotExist);
            tables.targetResources(context.tenant())
                    .put(change.apply(queue, context.now()).toResource());
            return queue;
        });
    }

    private Queue queue(String url, CallContext context) {
        return queues.get(context.tenant(), urls.name(url, context.tenant()));
    }

    private static String arn(Queue queue, Tenant tenant) {
        return ServiceArn.of("sqs", tenant, queue.name()).toString();
    }
}
