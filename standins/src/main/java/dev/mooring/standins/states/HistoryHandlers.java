package dev.mooring.standins.states;

import dev.mooring.api.CallContext;
import dev.mooring.api.sdk.SdkJson;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.TargetLogEntry;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryRequest;
import software.amazon.awssdk.services.sfn.model.GetExecutionHistoryResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Histories of executions. */
record HistoryHandlers(StandInPorts ports, ExecutionHandlers executions, Paging paging) {
    private static final List<String> DATA = List.of("input", "output", "parameters", "cause", "error");

    GetExecutionHistoryResponse get(GetExecutionHistoryRequest request, CallContext context) {
        Execution execution = executions.get(context.tenant(), request.executionArn());
        boolean isReverse = Boolean.TRUE.equals(request.reverseOrder());
        String query = "states.history" + request.executionArn() + isReverse;
        int size = Paging.size(request.maxResults());
        long from =
                paging.position(query, request.nextToken()).map(Long::parseLong).orElse(isReverse ? Long.MAX_VALUE : 0);
        List<TargetLogEntry> entries = ports.store().read(tables -> {
            var log = tables.targetLog(context.tenant());
            return isReverse
                    ? log.before(execution.historyLog(), from, size + 1)
                    : log.after(execution.historyLog(), from, size + 1);
        });
        List<TargetLogEntry> page = entries.subList(0, Math.min(size, entries.size()));
        Optional<String> next =
                entries.size() > size ? Optional.of(Long.toString(page.getLast().position())) : Optional.empty();
        boolean withData = !Boolean.FALSE.equals(request.includeExecutionData());
        return GetExecutionHistoryResponse.builder()
                .events(page.stream()
                        .map(entry -> event(entry.body(), withData))
                        .toList())
                .nextToken(paging.token(query, next))
                .build();
    }

    private static HistoryEvent event(String json, boolean withData) {
        String shown = json;
        if (!withData) {
            JsonNode node = Json.MAPPER.readTree(json);
            for (JsonNode details : node.values()) {
                if (details instanceof ObjectNode object) {
                    object.remove(DATA);
                }
            }
            shown = Json.write(node);
        }
        HistoryEvent.Builder event = HistoryEvent.builder();
        SdkJson.read(shown, (software.amazon.awssdk.core.SdkPojo) event);
        return event.build();
    }
}
