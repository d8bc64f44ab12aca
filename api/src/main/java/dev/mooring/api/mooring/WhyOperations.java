package dev.mooring.api.mooring;

import dev.mooring.api.CallContext;
import dev.mooring.api.mooring.MooringApi.JsonOperation;
import dev.mooring.api.mooring.MooringApi.Request;
import dev.mooring.api.mooring.MooringApi.Route;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.ClientView;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.ClientHistory;
import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code GET /mooring/why}: what happened to a client ({@code clientId}), to a certificate ({@code certificateId}), to
 * whoever came from an address ({@code address}), or the latest refusals of all. Events oldest first, at most
 * {@code limit}, the latest if there are more.
 *
 * <p>A connection that ended before it was identified belongs to no tenant; every tenant sees those.
 */
public final class WhyOperations {
    private static final int DEFAULT_SHOWN = 50;
    private static final int MAX_SHOWN = 2000;
    private static final long PATIENCE_SECONDS = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ClientHistory history;
    private final ClientControl clients;

    public WhyOperations(ClientHistory history, ClientControl clients) {
        this.history = history;
        this.clients = clients;
    }

    public Map<Route, JsonOperation> routes() {
        return Map.of(new Route("GET", "/mooring/why"), this::why);
    }

    private JsonNode why(Request request, CallContext context) {
        Optional<String> clientId = request.parameter("clientId");
        Optional<String> certificateId = request.parameter("certificateId");
        Optional<String> address = request.parameter("address");
        if (Stream.of(clientId, certificateId, address)
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw JsonBody.invalid("give one of clientId, certificateId and address");
        }
        int limit = request.parameter("limit").map(WhyOperations::limit).orElse(DEFAULT_SHOWN);
        Tenant tenant = context.tenant();
        List<ClientEvent> events = clientId.map(id -> ofClient(tenant, id))
                .orElseGet(() -> troubles(
                        tenant,
                        certificateId
                                .map(WhyOperations::concernsCertificate)
                                .or(() -> address.map(WhyOperations::cameFrom))
                                .orElse(event -> true)));
        ObjectNode answer = JSON.createObjectNode();
        clientId.flatMap(id -> view(tenant, id)).ifPresent(view -> answer.set("now", write(view)));
        ArrayNode list = answer.putArray("events");
        events.subList(Math.max(0, events.size() - limit), events.size()).forEach(event -> list.add(write(event)));
        return answer;
    }

    /** Its own events, and those of connections with its client id that were never identified. */
    private List<ClientEvent> ofClient(Tenant tenant, String clientId) {
        List<ClientEvent> all = new ArrayList<>(history.of(tenant, clientId));
        all.addAll(history.troubles(
                event -> event.tenant().isEmpty() && event.clientId().equals(clientId)));
        all.sort(Comparator.comparingLong(ClientEvent::timeMillis));
        return all;
    }

    private List<ClientEvent> troubles(Tenant tenant, Predicate<ClientEvent> wanted) {
        return history.troubles(event -> event.tenant().map(tenant::equals).orElse(true) && wanted.test(event));
    }

    private static Predicate<ClientEvent> cameFrom(String address) {
        return event -> event.address().equals(address) || event.address().startsWith(address + ":");
    }

    private static Predicate<ClientEvent> concernsCertificate(String certificateId) {
        return event -> event.principalId().equals(certificateId)
                || switch (event.reason()) {
                    case Reason.CertificateUnknown unknown ->
                        unknown.certificateId().equals(certificateId);
                    case Reason.CertificateNotActive inactive ->
                        inactive.certificateId().equals(certificateId);
                    case Reason.CertificateNotValidNow expired ->
                        expired.certificateId().equals(certificateId);
                    default -> false;
                };
    }

    private Optional<ClientView> view(Tenant tenant, String clientId) {
        try {
            return clients.view(tenant, clientId).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the client could not be looked at", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static ObjectNode write(ClientView view) {
        ObjectNode node = JSON.createObjectNode().put("connected", view.online().isPresent());
        view.online().ifPresent(online -> node.put("since", online.connectedSinceMillis())
                .put("address", online.address())
                .put("principalId", online.principalId())
                .put("keepAliveSeconds", online.keepAliveSeconds()));
        node.put("sessionExpirySeconds", view.sessionExpirySeconds());
        ObjectNode subscriptions = node.putObject("subscriptions");
        view.subscriptions().forEach(subscriptions::put);
        return node;
    }

    private static ObjectNode write(ClientEvent event) {
        ObjectNode node = JSON.createObjectNode()
                .put("time", event.timeMillis())
                .put("kind", event.kind().name())
                .put("reason", event.reason().getClass().getSimpleName())
                .put("text", event.reason().text())
                .put("clientId", event.clientId())
                .put("principalId", event.principalId())
                .put("address", event.address())
                .put("connectionId", event.connectionId());
        Advice.on(event).ifPresent(advice -> node.put("next", advice));
        return node;
    }

    private static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_SHOWN) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, like one out of range.
        }
        throw JsonBody.invalid("limit must be a whole number from 1 to " + MAX_SHOWN);
    }
}
