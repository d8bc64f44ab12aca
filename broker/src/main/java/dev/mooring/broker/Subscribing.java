package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Subscribe.Request;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.topic.TopicFilter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** SUBSCRIBE and UNSUBSCRIBE: check, authorize, subscribe, acknowledge, retained messages. Stateless. */
final class Subscribing {
    private final Broker broker;
    private final BrokerSettings settings;
    private final RetainedStore retained;

    Subscribing(Broker broker, BrokerSettings settings, RetainedStore retained) {
        this.broker = broker;
        this.settings = settings;
        this.retained = retained;
    }

    void subscribe(Connected me, Packet.Subscribe subscribe) {
        Connection connection = me.connection();
        List<Request> requests = subscribe.requests();
        // Everything that ends the connection is looked for first, so that nothing is half done.
        Optional<Reason> fatal = fatal(requests);
        if (fatal.isPresent()) {
            connection.close(fatal.get());
            return;
        }
        int[] codes = new int[requests.size()];
        List<Request> granted = new ArrayList<>(codes.length);
        for (int i = 0; i < codes.length; i++) {
            Request request = requests.get(i);
            Optional<Reason> refusal = refuse(me, request);
            if (refusal.isPresent()) {
                codes[i] = Reply.SubAck.FAILURE;
                broker.record(connection.event(ClientEvent.Kind.DENIED, refusal.get()));
            } else {
                codes[i] = request.qos();
                granted.add(request);
            }
        }
        connection.send(new Reply.SubAck(subscribe.packetId(), codes));
        granted.forEach(request -> sendRetained(me, request));
        if (!granted.isEmpty()) {
            List<String> filters = granted.stream().map(Request::filter).toList();
            broker.publishEvent(
                    connection.loop(), LifecycleEvents.subscribed(me.subject(), filters, broker.nowMillis()));
        }
    }

    void unsubscribe(Connected me, Packet.Unsubscribe unsubscribe) {
        Client client = me.client();
        List<String> removed = new ArrayList<>();
        for (String filter : unsubscribe.filters()) {
            if (client.session.unsubscribe(filter)) {
                client.space.subscriptions.remove(filter, client);
                removed.add(filter);
            }
        }
        me.connection().send(new Reply.UnsubAck(unsubscribe.packetId()));
        if (!removed.isEmpty()) {
            broker.publishEvent(
                    me.connection().loop(), LifecycleEvents.unsubscribed(me.subject(), removed, broker.nowMillis()));
        }
    }

    private Optional<Reason> fatal(List<Request> requests) {
        if (requests.size() > settings.filtersPerSubscribe()) {
            return Optional.of(new Reason.QuotaExceeded(
                    "filters in a SUBSCRIBE", settings.filtersPerSubscribe(), requests.size()));
        }
        for (Request request : requests) {
            if (request.qos() == 2) {
                return Optional.of(new Reason.ProtocolError("SUBSCRIBE with QoS 2 is not supported", ""));
            }
            Optional<TopicRefusal> refusal = TopicRefusal.ofSubscribe(request.filter(), settings.topics());
            if (refusal.isPresent() && refusal.get().malformed()) {
                return refusal.map(TopicRefusal::reason);
            }
        }
        return Optional.empty();
    }

    /** Why the filter gets a failure code; empty when it is now subscribed to. */
    private Optional<Reason> refuse(Connected me, Request request) {
        Optional<TopicRefusal> syntax = TopicRefusal.ofSubscribe(request.filter(), settings.topics());
        if (syntax.isPresent()) {
            return syntax.map(TopicRefusal::reason);
        }
        Authority.Verdict verdict = me.authority().subscribe(request.filter());
        if (!verdict.isAllowed()) {
            return Optional.of(Denial.of(me.principal().id(), verdict));
        }
        Client client = me.client();
        SessionState session = client.session;
        if (!session.subscribe(request.filter(), request.qos())) {
            int limit = settings.session().subscriptions();
            return Optional.of(new Reason.QuotaExceeded("subscriptions of a connection", limit, limit + 1L));
        }
        client.space.subscriptions.put(new Subscription<>(client, request.filter(), request.qos()));
        return Optional.empty();
    }

    private void sendRetained(Connected me, Request request) {
        for (Message message : retainedFor(me.principal().tenant(), request.filter())) {
            Outgoing copy = new Outgoing(
                    message,
                    message.topic().getBytes(StandardCharsets.UTF_8),
                    Math.min(message.qos(), request.qos()),
                    true);
            if (!copy.isExpired(broker.nowMillis())) {
                me.client().deliver(copy);
            }
        }
    }

    /** AWS sends a stored message only to the filter that is its topic, never for wildcards. */
    private List<Message> retainedFor(Tenant tenant, String filter) {
        TopicFilter parsed = new TopicFilter(filter);
        return parsed.hasWildcard() && !settings.retainedOnlyOnExactFilter()
                ? retained.matching(tenant, parsed, settings.multiLevelWildcard())
                : retained.get(tenant, filter).stream().toList();
    }
}
