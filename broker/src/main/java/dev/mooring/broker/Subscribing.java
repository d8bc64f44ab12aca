package dev.mooring.broker;

import dev.mooring.broker.durable.SessionChange;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Packet.Subscribe.Request;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.retained.RetainedStore;
import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
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

    Subscribing(Broker broker, RetainedStore retained) {
        this.broker = broker;
        this.settings = broker.settings();
        this.retained = retained;
    }

    void subscribe(Connected me, Packet.Subscribe subscribe) {
        Connection connection = me.connection();
        List<Request> requests = subscribe.requests();
        // Everything that ends the connection is looked for first, so that nothing is half done.
        Optional<Reason> fatal = fatal(subscribe);
        if (fatal.isPresent()) {
            connection.close(fatal.get());
            return;
        }
        int[] codes = new int[requests.size()];
        String explanation = "";
        List<Request> granted = new ArrayList<>(codes.length);
        List<Request> stored = new ArrayList<>(codes.length);
        for (int i = 0; i < codes.length; i++) {
            Request request = requests.get(i);
            Optional<Reason> refusal = refuse(me, request);
            if (refusal.isPresent()) {
                codes[i] = ReasonCode.of(refusal.get());
                explanation = explanation.isEmpty() ? refusal.get().text() : explanation;
                broker.record(connection.event(ClientEvent.Kind.DENIED, refusal.get()));
                continue;
            }
            SessionState.Subscribed outcome = me.client().session.subscribe(request.filter(), request.qos());
            if (outcome == SessionState.Subscribed.TOO_MANY) {
                int limit = settings.session().subscriptions();
                Reason reason = new Reason.QuotaExceeded("subscriptions of a connection", limit, limit + 1L);
                codes[i] = ReasonCode.of(reason);
                explanation = explanation.isEmpty() ? reason.text() : explanation;
                broker.record(connection.event(ClientEvent.Kind.DENIED, reason));
                continue;
            }
            route(me.client(), request, subscribe.identifier());
            codes[i] = request.qos();
            granted.add(request);
            if (wantsStored(request, outcome)) {
                stored.add(request);
            }
        }
        Reply answer = new Reply.SubAck(subscribe.packetId(), codes, explanation);
        // From SUBACK on the client counts on the subscription, whatever happens.
        me.client().session.journal().whenDurable(() -> {
            connection.send(answer);
            if (!connection.isClosed()) {
                stored.forEach(request -> sendRetained(me, request, subscribe.identifier()));
            }
        });
        if (!granted.isEmpty()) {
            List<String> filters = granted.stream().map(Request::filter).toList();
            broker.publishEvent(
                    connection.loop(), LifecycleEvents.subscribed(me.subject(), filters, broker.nowMillis()));
        }
    }

    void unsubscribe(Connected me, Packet.Unsubscribe unsubscribe) {
        Client client = me.client();
        List<String> removed = new ArrayList<>();
        int[] codes = new int[unsubscribe.filters().size()];
        for (int i = 0; i < codes.length; i++) {
            String filter = unsubscribe.filters().get(i);
            if (client.session.unsubscribe(filter)) {
                client.space.subscriptions.remove(filter, client);
                client.log().ifPresent(log -> log.add(new SessionChange.Unsubscribed(log.session(), filter)));
                removed.add(filter);
            } else if (settings.mqtt5().tellsMissingSubscription()) {
                codes[i] = ReasonCode.NO_SUBSCRIPTION_EXISTED;
            }
        }
        Reply answer = new Reply.UnsubAck(unsubscribe.packetId(), codes);
        client.session.journal().whenDurable(() -> me.connection().send(answer));
        if (!removed.isEmpty()) {
            broker.publishEvent(
                    me.connection().loop(), LifecycleEvents.unsubscribed(me.subject(), removed, broker.nowMillis()));
        }
    }

    /** What ends the connection. */
    private Optional<Reason> fatal(Packet.Subscribe subscribe) {
        List<Request> requests = subscribe.requests();
        if (requests.size() > settings.filtersPerSubscribe()) {
            return Optional.of(new Reason.QuotaExceeded(
                    "filters in a SUBSCRIBE", settings.filtersPerSubscribe(), requests.size()));
        }
        if (subscribe.identifier() != 0 && !settings.mqtt5().subscriptionIdentifiers()) {
            return Optional.of(new Reason.ProtocolError(
                    "subscription identifiers are not supported",
                    "",
                    ReasonCode.SUBSCRIPTION_IDENTIFIERS_NOT_SUPPORTED));
        }
        for (Request request : requests) {
            if (request.qos() > settings.maximumQos()) {
                return Optional.of(new Reason.ProtocolError(
                        "SUBSCRIBE with QoS " + request.qos() + " is not supported", "", ReasonCode.QOS_NOT_SUPPORTED));
            }
            if (request.noLocal() && Subscription.isShared(request.filter())) {
                return Optional.of(new Reason.ProtocolError("No Local on a shared subscription", "MQTT5-3.8.3-4"));
            }
            Optional<TopicRefusal> refusal = TopicRefusal.ofSubscribe(request.filter(), settings.topics());
            if (refusal.isPresent() && refusal.get().malformed()) {
                return refusal.map(TopicRefusal::reason);
            }
        }
        return Optional.empty();
    }

    /** Why the filter gets a failure code. */
    private Optional<Reason> refuse(Connected me, Request request) {
        Optional<TopicRefusal> syntax = TopicRefusal.ofSubscribe(request.filter(), settings.topics());
        if (syntax.isPresent()) {
            return syntax.map(TopicRefusal::reason);
        }
        Authority.Verdict verdict = me.authority().subscribe(request.filter());
        return verdict.isAllowed()
                ? Optional.empty()
                : Optional.of(Denial.of(me.principal().id(), verdict));
    }

    private static void route(Client client, Request request, int identifier) {
        SubscriptionOptions options =
                new SubscriptionOptions(request.qos(), request.noLocal(), request.retainAsPublished(), identifier);
        Subscription<Client> subscription = Subscription.of(client, request.filter(), options);
        client.space.subscriptions.put(subscription);
        client.log().ifPresent(log -> log.add(new SessionChange.Subscribed(log.session(), request.filter(), options)));
        if (!subscription.share().isEmpty()) {
            client.gather(subscription.share());
        }
    }

    /** Shared subscriptions never get stored messages [MQTT-4.8.2-6]. */
    private static boolean wantsStored(Request request, SessionState.Subscribed outcome) {
        return !Subscription.isShared(request.filter())
                && switch (request.retainHandling()) {
                    case SEND -> true;
                    case SEND_IF_NEW -> outcome == SessionState.Subscribed.NEW;
                    case DO_NOT_SEND -> false;
                };
    }

    private void sendRetained(Connected me, Request request, int identifier) {
        for (Message message : retainedFor(me.principal().tenant(), request.filter())) {
            Outgoing copy = new Outgoing(
                    message,
                    message.topic().getBytes(StandardCharsets.UTF_8),
                    Math.min(message.qos(), request.qos()),
                    true,
                    identifier == 0 ? List.of() : List.of(identifier),
                    "");
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
