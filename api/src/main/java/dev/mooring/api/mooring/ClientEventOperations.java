package dev.mooring.api.mooring;

import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.RecentEvents;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients were refused of late, and why: of one client id, of one principal whatever it called itself, and of the
 * connections from an address that never said who they are. A message's or a connection's success is no event here: those are
 * recorded from {@code $aws/events/…}. Asked for nobody, it tells the latest of all clients.
 */
public final class ClientEventOperations {
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int MAX_SHOWN = 200;

    private final RecentEvents events;

    public ClientEventOperations(RecentEvents events) {
        this.events = events;
    }

    public Map<Route, JsonOperation> routes() {
        return Map.of(new Route("GET", "/mooring/clients/events"), this::list);
    }

    private JsonNode list(Request request, CallContext context) {
        Optional<String> clientId = request.parameter("clientId");
        Optional<String> principalId = request.parameter("principalId");
        Optional<String> sourceIp = request.parameter("sourceIp");
        boolean everybody = clientId.isEmpty() && principalId.isEmpty() && sourceIp.isEmpty();
        List<ClientEvent> found = Stream.of(
                        Optional.of(everybody ? events.latest(context.tenant(), MAX_SHOWN) : List.<ClientEvent>of()),
                        clientId.map(id -> events.of(context.tenant(), id)),
                        principalId.map(id -> events.ofPrincipal(context.tenant(), id)),
                        sourceIp.map(events::ofUnknownAt))
                .flatMap(Optional::stream)
                .flatMap(List::stream)
                .distinct()
                .sorted(Comparator.comparingLong(ClientEvent::timeMillis))
                .toList();
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("events");
        found.forEach(event -> list.add(write(event)));
        return answer;
    }

    private static ObjectNode write(ClientEvent event) {
        return JSON.createObjectNode()
                .put("timestamp", event.timeMillis())
                .put("kind", event.kind().name())
                .put("reason", event.reason().getClass().getSimpleName())
                .put("explanation", event.reason().text())
                .put("clientId", event.clientId())
                .put("principalId", event.principalId())
                .put("connectionId", event.connectionId())
                .put("address", event.address());
    }
}
