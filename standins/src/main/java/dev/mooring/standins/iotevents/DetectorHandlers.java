package dev.mooring.standins.iotevents;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.iotevents.expression.Texts;
import dev.mooring.store.Page;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ioteventsdata.model.BatchDeleteDetectorErrorEntry;
import software.amazon.awssdk.services.ioteventsdata.model.BatchDeleteDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchDeleteDetectorResponse;
import software.amazon.awssdk.services.ioteventsdata.model.BatchPutMessageErrorEntry;
import software.amazon.awssdk.services.ioteventsdata.model.BatchPutMessageRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchPutMessageResponse;
import software.amazon.awssdk.services.ioteventsdata.model.BatchUpdateDetectorErrorEntry;
import software.amazon.awssdk.services.ioteventsdata.model.BatchUpdateDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.BatchUpdateDetectorResponse;
import software.amazon.awssdk.services.ioteventsdata.model.DescribeDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.DescribeDetectorResponse;
import software.amazon.awssdk.services.ioteventsdata.model.DetectorState;
import software.amazon.awssdk.services.ioteventsdata.model.DetectorSummary;
import software.amazon.awssdk.services.ioteventsdata.model.ListDetectorsRequest;
import software.amazon.awssdk.services.ioteventsdata.model.ListDetectorsResponse;
import software.amazon.awssdk.services.ioteventsdata.model.Message;
import software.amazon.awssdk.services.ioteventsdata.model.Timer;
import software.amazon.awssdk.services.ioteventsdata.model.UpdateDetectorRequest;
import software.amazon.awssdk.services.ioteventsdata.model.Variable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Messages into inputs, and detectors: describe, list, set, delete. */
record DetectorHandlers(StandInPorts ports, InputHandlers inputs, ModelHandlers models, Detectors detectors) {
    private static final int MAX_PAYLOAD = 131_072;
    private static final int MAX_ENTRIES = 10;

    BatchPutMessageResponse put(BatchPutMessageRequest request, CallContext context) {
        checkSize(request.messages());
        List<BatchPutMessageErrorEntry> refused = new ArrayList<>();
        for (Message message : request.messages()) {
            try {
                detectors.put(
                        context.tenant(),
                        new Trigger.Message(
                                inputs.get(context.tenant(), message.inputName())
                                        .name(),
                                message.messageId(),
                                payload(message)));
            } catch (ApiException e) {
                refused.add(BatchPutMessageErrorEntry.builder()
                        .messageId(message.messageId())
                        .errorCode(e.error())
                        .errorMessage(e.getMessage())
                        .build());
            }
        }
        return BatchPutMessageResponse.builder()
                .batchPutMessageErrorEntries(refused)
                .build();
    }

    private static void checkSize(List<?> entries) {
        if (entries.size() > MAX_ENTRIES) {
            throw InputHandlers.invalid("A call has at most " + MAX_ENTRIES + " entries.");
        }
    }

    private static JsonNode payload(Message message) {
        byte[] bytes = message.payload().asByteArrayUnsafe();
        if (bytes.length > MAX_PAYLOAD) {
            throw InputHandlers.invalid("A payload has at most " + MAX_PAYLOAD + " bytes.");
        }
        try {
            JsonNode payload = Json.MAPPER.readTree(bytes);
            if (payload.isObject()) {
                return payload;
            }
        } catch (JacksonException e) {
            throw InputHandlers.invalid("The payload is not JSON.");
        }
        throw InputHandlers.invalid("The payload must be a JSON object.");
    }

    private Optional<Detector> find(Tenant tenant, String model, @Nullable String key) {
        return ports.store()
                .read(tables -> tables.targetResources(tenant)
                        .find(
                                Detector.KIND,
                                Detector.name(model, Optional.ofNullable(key).orElse(""))))
                .map(Detector::of);
    }

    private static ApiException notFound(String model, @Nullable String key) {
        return new ApiException(
                "ResourceNotFoundException",
                "Detector model " + model + " has no detector" + (key == null ? "." : " with key value " + key + "."));
    }

    DescribeDetectorResponse describe(DescribeDetectorRequest request, CallContext context) {
        models.get(context.tenant(), request.detectorModelName());
        Detector detector = find(context.tenant(), request.detectorModelName(), request.keyValue())
                .orElseThrow(() -> notFound(request.detectorModelName(), request.keyValue()));
        return DescribeDetectorResponse.builder()
                .detector(d -> d.detectorModelName(detector.model())
                        .keyValue(detector.key().isEmpty() ? null : detector.key())
                        .detectorModelVersion(String.valueOf(detector.version()))
                        .state(state(detector))
                        .creationTime(Instant.ofEpochMilli(detector.createdAt()))
                        .lastUpdateTime(Instant.ofEpochMilli(detector.updatedAt())))
                .build();
    }

    private static DetectorState state(Detector detector) {
        return DetectorState.builder()
                .stateName(detector.state())
                .variables(detector.variables().entrySet().stream()
                        .map(variable -> Variable.builder()
                                .name(variable.getKey())
                                .value(Texts.of(variable.getValue()))
                                .build())
                        .toList())
                .timers(detector.timers().entrySet().stream()
                        .filter(timer -> !timer.getValue().isElapsed())
                        .map(timer -> Timer.builder()
                                .name(timer.getKey())
                                .timestamp(Instant.ofEpochMilli(timer.getValue().at()))
                                .build())
                        .toList())
                .build();
    }

    ListDetectorsResponse list(ListDetectorsRequest request, CallContext context) {
        models.get(context.tenant(), request.detectorModelName());
        String prefix = request.detectorModelName() + "/";
        String state = Optional.ofNullable(request.stateName()).orElse("");
        Paging paging = new Paging(ports.tokens(), Detector.KIND + context.tenant() + prefix + state);
        int size = Paging.size(request.maxResults());
        List<DetectorSummary> found = new ArrayList<>();
        Optional<String> position = paging.position(request.nextToken());
        while (true) {
            Optional<String> after = position;
            int missing = size - found.size();
            Page<TargetResource> page = ports.store().read(tables -> tables.targetResources(context.tenant())
                    .list(Detector.KIND, prefix, after, missing));
            page.items().stream()
                    .map(Detector::of)
                    .filter(detector -> state.isEmpty() || detector.state().equals(state))
                    .forEach(detector -> found.add(summary(detector)));
            position = page.next();
            if (position.isEmpty() || found.size() == size) {
                return ListDetectorsResponse.builder()
                        .detectorSummaries(found)
                        .nextToken(paging.token(position))
                        .build();
            }
        }
    }

    private static DetectorSummary summary(Detector detector) {
        return DetectorSummary.builder()
                .detectorModelName(detector.model())
                .keyValue(detector.key().isEmpty() ? null : detector.key())
                .detectorModelVersion(String.valueOf(detector.version()))
                .state(state -> state.stateName(detector.state()))
                .creationTime(Instant.ofEpochMilli(detector.createdAt()))
                .lastUpdateTime(Instant.ofEpochMilli(detector.updatedAt()))
                .build();
    }

    BatchUpdateDetectorResponse update(BatchUpdateDetectorRequest request, CallContext context) {
        checkSize(request.detectors());
        List<BatchUpdateDetectorErrorEntry> refused = new ArrayList<>();
        for (UpdateDetectorRequest each : request.detectors()) {
            try {
                update(each, context);
            } catch (ApiException e) {
                refused.add(BatchUpdateDetectorErrorEntry.builder()
                        .messageId(each.messageId())
                        .errorCode(e.error())
                        .errorMessage(e.getMessage())
                        .build());
            }
        }
        return BatchUpdateDetectorResponse.builder()
                .batchUpdateDetectorErrorEntries(refused)
                .build();
    }

    /** Makes the detector where there is none yet. */
    private void update(UpdateDetectorRequest request, CallContext context) {
        ModelResource model = models.get(context.tenant(), request.detectorModelName());
        if (model.key().isEmpty() != (request.keyValue() == null)) {
            throw InputHandlers.invalid(
                    model.key().isEmpty()
                            ? "The detector model has no key: keyValue must not be given."
                            : "keyValue is required: the detector model has a key.");
        }
        String state = request.state().stateName();
        if (model.sdkDefinition().states().stream()
                .noneMatch(each -> each.stateName().equals(state))) {
            throw InputHandlers.invalid("The detector model has no state '" + state + "'.");
        }
        long now = context.now().toEpochMilli();
        SortedMap<String, JsonNode> variables = new TreeMap<>();
        request.state()
                .variables()
                .forEach(variable -> variables.put(variable.name(), Texts.literal(variable.value())));
        SortedMap<String, Detector.Timer> timers = new TreeMap<>();
        request.state()
                .timers()
                .forEach(timer -> timers.put(
                        timer.name(), new Detector.Timer(now + timer.seconds() * 1000L, timer.seconds(), false)));
        Optional<Detector> before = find(context.tenant(), model.name(), request.keyValue());
        detectors.replace(
                context.tenant(),
                new Detector(
                        model.name(),
                        model.version(),
                        Optional.ofNullable(request.keyValue()).orElse(""),
                        state,
                        variables,
                        timers,
                        before.map(Detector::inputs).orElse(Map.of()),
                        before.map(Detector::createdAt).orElse(now),
                        now));
    }

    BatchDeleteDetectorResponse delete(BatchDeleteDetectorRequest request, CallContext context) {
        checkSize(request.detectors());
        List<BatchDeleteDetectorErrorEntry> refused = new ArrayList<>();
        request.detectors().forEach(each -> {
            String name = Detector.name(
                    each.detectorModelName(),
                    Optional.ofNullable(each.keyValue()).orElse(""));
            boolean isDeleted = ports.store()
                    .write(tables -> tables.targetResources(context.tenant()).delete(Detector.KIND, name));
            if (!isDeleted) {
                ApiException missing = notFound(each.detectorModelName(), each.keyValue());
                refused.add(BatchDeleteDetectorErrorEntry.builder()
                        .messageId(each.messageId())
                        .errorCode(missing.error())
                        .errorMessage(missing.getMessage())
                        .build());
            }
            detectors.disarm(context.tenant(), name);
        });
        return BatchDeleteDetectorResponse.builder()
                .batchDeleteDetectorErrorEntries(refused)
                .build();
    }
}
