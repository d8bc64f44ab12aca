package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages: into a channel and through its pipelines, and out of it again as a sample. */
record MessageHandlers(StandInPorts ports, Definitions definitions, Sequence sequence) {
    private static final Logger LOG = LoggerFactory.getLogger(MessageHandlers.class);
    private static final int SAMPLE = 10;
    private static final int MAX_PAYLOAD_BYTES = 131_072;

    /** All of a batch is in the channel and, where its pipelines let it, in the data stores when this returns. */
    Map<String, Object> put(Map<String, Object> input, CallContext context) {
        Tenant tenant = context.tenant();
        String name = String.valueOf(input.get("channelName"));
        definitions.get(tenant, Kind.CHANNEL, name);
        List<Map<String, Object>> errors = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Map<?, ?> message : structures(input.get("messages"))) {
            String id = String.valueOf(message.get("messageId"));
            byte[] payload = message.get("payload") instanceof byte[] bytes ? bytes : new byte[0];
            if (!ids.add(id)) {
                throw Definitions.invalid("The message id " + id + " comes twice.");
            }
            if (payload.length > MAX_PAYLOAD_BYTES) {
                errors.add(Map.of(
                        "messageId",
                        id,
                        "errorCode",
                        "MessageSizeLimitExceededException",
                        "errorMessage",
                        "A message has at most " + MAX_PAYLOAD_BYTES + " bytes."));
            } else {
                payloads.add(payload);
            }
        }
        Map<String, List<ObjectNode>> arriving = process(tenant, name, payloads);
        ports.store().write(tables -> {
            Definition channel = Definitions.find(tables, tenant, Kind.CHANNEL, name)
                    .orElseThrow(() -> Definitions.notFound(Kind.CHANNEL, name));
            payloads.forEach(payload -> append(
                    tables, tenant, Kind.CHANNEL, channel, Base64.getEncoder().encodeToString(payload), context.now()));
            arriving.forEach((datastore, messages) -> Definitions.find(tables, tenant, Kind.DATASTORE, datastore)
                    .ifPresent(store -> messages.forEach(message ->
                            append(tables, tenant, Kind.DATASTORE, store, Json.write(message), context.now()))));
            return true;
        });
        return Map.of("batchPutMessageErrorEntries", errors);
    }

    /** By data store. A pipeline that fails keeps its messages from its data store and is logged. */
    private Map<String, List<ObjectNode>> process(Tenant tenant, String channel, List<byte[]> payloads) {
        Map<String, List<ObjectNode>> arriving = new LinkedHashMap<>();
        for (Definition definition : ports.store().read(tables -> Definitions.all(tables, tenant, Kind.PIPELINE))) {
            Pipeline pipeline = Pipeline.parse(definition.list("pipelineActivities"));
            if (!pipeline.channel().equals(channel)) {
                continue;
            }
            try {
                List<ObjectNode> messages = objects(payloads, definition.name());
                arriving.computeIfAbsent(pipeline.datastore(), datastore -> new ArrayList<>())
                        .addAll(pipeline.run(messages, tenant, ports.functions()));
            } catch (ActivityException e) {
                LOG.warn("Pipeline {} passes {} messages over: {}", definition.name(), payloads.size(), e.getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return arriving;
    }

    private static List<ObjectNode> objects(List<byte[]> payloads, String pipeline) {
        List<ObjectNode> objects = new ArrayList<>();
        for (byte[] payload : payloads) {
            parse(payload)
                    .ifPresentOrElse(
                            objects::add,
                            () -> LOG.warn("Pipeline {} passes over a message that is no JSON object", pipeline));
        }
        return objects;
    }

    private static Optional<ObjectNode> parse(byte[] payload) {
        try {
            JsonNode node = Json.MAPPER.readTree(payload);
            return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private void append(Tables tables, Tenant tenant, Kind kind, Definition into, String body, Instant now) {
        String log = kind.log(into.name());
        into.retention().ifPresent(period -> tables.targetLog(tenant).deleteBefore(log, now.minus(period)));
        tables.targetLog(tenant).append(log, new TargetLogEntry(sequence.next(), now, body));
    }

    /** The newest first. */
    Map<String, Object> sample(Map<String, Object> input, CallContext context) {
        Tenant tenant = context.tenant();
        String name = String.valueOf(input.get("channelName"));
        definitions.get(tenant, Kind.CHANNEL, name);
        int most = input.get("maxMessages") instanceof Number number ? number.intValue() : SAMPLE;
        Instant from = input.get("startTime") instanceof Instant time ? time : Instant.EPOCH;
        Instant to = input.get("endTime") instanceof Instant time ? time : Instant.MAX;
        List<TargetLogEntry> newest = ports.store()
                .read(tables -> tables.targetLog(tenant).before(Kind.CHANNEL.log(name), Long.MAX_VALUE, 10_000));
        return Map.of(
                "payloads",
                newest.stream()
                        .filter(entry ->
                                !entry.time().isBefore(from) && entry.time().isBefore(to))
                        .limit(most)
                        .map(entry -> Base64.getDecoder().decode(entry.body()))
                        .toList());
    }

    /** Tries an activity on messages; nothing is stored. */
    Map<String, Object> run(Map<String, Object> input, CallContext context) {
        Activity activity = Activity.parse(input.get("pipelineActivity") instanceof Map<?, ?> wire ? wire : Map.of());
        if (activity instanceof Activity.FromChannel || activity instanceof Activity.IntoDatastore) {
            throw Definitions.invalid("Channel and datastore activities cannot be run.");
        }
        List<ObjectNode> messages = new ArrayList<>();
        if (input.get("payloads") instanceof List<?> payloads) {
            for (Object payload : payloads) {
                messages.add(
                        parse((byte[]) payload).orElseThrow(() -> Definitions.invalid("A payload is no JSON object.")));
            }
        }
        try {
            List<byte[]> results = Pipeline.run(activity, messages, context.tenant(), ports.functions()).stream()
                    .map(Json.MAPPER::writeValueAsBytes)
                    .toList();
            return Map.of("payloads", results, "logResult", "");
        } catch (ActivityException e) {
            throw Definitions.invalid(e.getMessage() == null ? "" : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException("ServiceUnavailableException", "The server is stopping.");
        }
    }

    private static List<Map<?, ?>> structures(@Nullable Object list) {
        List<Map<?, ?>> structures = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> structures.add((Map<?, ?>) each));
        }
        return structures;
    }
}
