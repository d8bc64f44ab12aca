package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.Message;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an accepted message to its subscribers and to the publish tap. Stateless; safe for threads. */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final PublishTap tap;
    private final BrokerSettings settings;

    Router(PublishTap tap, BrokerSettings settings) {
        this.tap = tap;
        this.settings = settings;
    }

    /** On an event loop. */
    void publish(Route route, Message message, BrokerLoop here) {
        Copies copies = new Copies(message, route.topicUtf8());
        for (Target target : route.targets()) {
            if (target.plainQos() >= 0) {
                here.deliver(target.client(), copies.plain(target.plainQos()));
            } else {
                send(target, message, copies, here::deliver);
            }
        }
        share(route, copies, here::deliver);
        tell(message);
    }

    /** On an event loop. */
    void publish(TenantSpace space, Message message, BrokerLoop here) {
        publish(here.routes(space).get(message.topic()), message, here);
    }

    /** On any other thread. */
    void publishFromOutside(TenantSpace space, Message message) {
        Map<BrokerLoop, Handover> batches = new HashMap<>(4);
        BiConsumer<Client, Outgoing> way =
                (client, copy) -> batches.computeIfAbsent(client.owner(), owner -> new Handover(owner, owner))
                        .add(client, copy);
        Route route = Route.find(space, settings, message.topic());
        Copies copies = new Copies(message, route.topicUtf8());
        for (Target target : route.targets()) {
            send(target, message, copies, way);
        }
        share(route, copies, way);
        batches.forEach(BrokerLoop::accept);
        tell(message);
    }

    /** Who would take over a member's message of a shared subscription; asked on an event loop. */
    Optional<Target> successor(Outgoing message, Client member, BrokerLoop here) {
        return here.routes(member.space)
                .get(message.message().topic())
                .group(message.share())
                .flatMap(group -> group.successor(member));
    }

    /** Gives a member's message of a shared subscription to another; on an event loop. False when there is none. */
    boolean handOver(Outgoing message, Client member, BrokerLoop here) {
        Optional<Target> successor = successor(message, member, here);
        successor.ifPresent(next -> here.deliver(
                next.client(), new Copies(message.message(), message.topicUtf8()).of(next.terms(), message.share())));
        return successor.isPresent();
    }

    private static void send(Target target, Message message, Copies copies, BiConsumer<Client, Outgoing> way) {
        Optional<Target.Terms> terms = target.termsFor(message);
        if (terms.isPresent()) {
            way.accept(target.client(), copies.of(terms.get(), ""));
        }
    }

    private static void share(Route route, Copies copies, BiConsumer<Client, Outgoing> way) {
        for (ShareGroup group : route.groups()) {
            Target member = group.choose();
            way.accept(member.client(), copies.of(member.terms(), group.share()));
        }
    }

    private void tell(Message message) {
        try {
            tap.published(message);
        } catch (RuntimeException e) {
            LOG.error("the publish tap failed on topic '{}'", message.topic(), e);
        }
    }
}
