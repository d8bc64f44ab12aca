package dev.mooring.api.iotdata;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.ClientView;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.ClientHistory;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.policy.IotActions;
import dev.mooring.core.reason.Reason;
import dev.mooring.store.Store;
import dev.mooring.store.ThingPrincipalTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Single connections: look at them, end them.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_Operations_AWS_IoT_Data_Plane.html">AWS: data
 *     plane actions</a>
 */
final class ConnectionHandlers {
    /** AWS: how long an ended connection without session is remembered. */
    static final Duration REMEMBERED = Duration.ofMinutes(30);

    private static final int PAGE_SIZE = 20;

    private final ClientControl clients;
    private final ClientHistory history;
    private final Store store;
    private final Permission permission;
    private final PageTokens tokens;

    ConnectionHandlers(
            ClientControl clients, ClientHistory history, Store store, Permission permission, PageTokens tokens) {
        this.clients = clients;
        this.history = history;
        this.store = store;
        this.permission = permission;
        this.tokens = tokens;
    }

    Map<String, Object> delete(Map<String, Object> input, CallContext context) {
        String clientId = clientId(input, context, IotActions.DELETE_CONNECTION);
        boolean known = Waiting.on(clients.disconnect(
                context.tenant(),
                clientId,
                Boolean.TRUE.equals(input.get("cleanSession")),
                Boolean.TRUE.equals(input.get("preventWillMessage")),
                new Reason.DisconnectedByApi(context.caller().arn(), context.sourceIp())));
        if (!known) {
            throw noSuch(clientId);
        }
        return Map.of();
    }

    Map<String, Object> get(Map<String, Object> input, CallContext context) {
        String clientId = clientId(input, context, IotActions.GET_CONNECTION);
        Optional<ClientView> view = Waiting.on(clients.view(context.tenant(), clientId));
        Optional<ClientEvent> ended = history.of(context.tenant(), clientId).reversed().stream()
                .filter(event -> event.kind() == ClientEvent.Kind.CLOSED)
                .findFirst()
                .filter(event -> view.isPresent()
                        || event.timeMillis() > context.now().minus(REMEMBERED).toEpochMilli());
        if (view.isEmpty() && ended.isEmpty()) {
            throw noSuch(clientId);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("clientId", clientId);
        Optional<ClientView.Online> online = view.flatMap(ClientView::online);
        answer.put("connected", online.isPresent());
        view.ifPresent(found -> {
            answer.put("cleanSession", found.sessionExpirySeconds() == 0);
            answer.put("sessionExpiry", found.sessionExpirySeconds());
        });
        online.ifPresentOrElse(
                now -> describe(
                        now, clientId, Boolean.TRUE.equals(input.get("includeSocketInformation")), context, answer),
                () -> ended.ifPresent(event -> {
                    answer.put("disconnectedSince", event.timeMillis());
                    answer.put("disconnectReason", LifecycleEvents.disconnectReason(event.reason()));
                }));
        return answer;
    }

    private void describe(
            ClientView.Online now,
            String clientId,
            boolean withSocket,
            CallContext context,
            Map<String, Object> answer) {
        answer.put("keepAliveDuration", now.keepAliveSeconds());
        answer.put("connectedSince", now.connectedSinceMillis());
        store.read(tables -> {
                    ThingPrincipalTable attachments = tables.thingPrincipals(context.tenant());
                    return attachments
                            .find(clientId, now.principalArn())
                            .or(() -> attachments.exclusiveOf(now.principalArn()));
                })
                .ifPresent(attachment -> answer.put("thingName", attachment.thing()));
        if (withSocket) {
            int colon = now.address().lastIndexOf(':');
            answer.put("sourceIp", now.address().substring(0, colon));
            answer.put("sourcePort", Integer.parseInt(now.address().substring(colon + 1)));
        }
    }

    Map<String, Object> subscriptions(Map<String, Object> input, CallContext context) {
        String clientId = clientId(input, context, IotActions.LIST_SUBSCRIPTIONS);
        ClientView view = Waiting.on(clients.view(context.tenant(), clientId)).orElseThrow(() -> noSuch(clientId));
        String query = "ListSubscriptions|" + context.tenant().account() + "|"
                + context.tenant().region() + "|" + clientId;
        Optional<String> after = Optional.ofNullable((String) input.get("nextToken"))
                .map(token -> tokens.position(query, token)
                        .orElseThrow(() -> PublishHandler.invalid("nextToken is not valid for this request")));
        int limit = input.get("maxResults") instanceof Integer size ? size : PAGE_SIZE;
        TreeMap<String, Integer> sorted = new TreeMap<>(view.subscriptions());
        List<Map<String, Object>> page = new ArrayList<>();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subscriptions", page);
        for (Map.Entry<String, Integer> subscription :
                (after.isPresent() ? sorted.tailMap(after.get(), false) : sorted).entrySet()) {
            if (page.size() == limit) {
                answer.put(
                        "nextToken",
                        tokens.issue(query, String.valueOf(page.getLast().get("topicFilter"))));
                break;
            }
            page.add(Map.of("topicFilter", subscription.getKey(), "qos", subscription.getValue()));
        }
        return answer;
    }

    private String clientId(Map<String, Object> input, CallContext context, String action) {
        String clientId = String.valueOf(input.get("clientId"));
        permission.require(context, action, new Arns(context.tenant()).client(clientId));
        return clientId;
    }

    static ApiException noSuch(String clientId) {
        return new ApiException(
                "ResourceNotFoundException",
                "There is neither a connection nor a persistent session of client '" + clientId + "'");
    }
}
