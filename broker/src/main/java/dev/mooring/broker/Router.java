package dev.mooring.broker;

import dev.mooring.broker.durable.Outbox;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.Message;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings an accepted message to its subscribers and to the publish tap. Stateless; safe for threads. */
final class Router {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    private final PublishTap tap;

    Router(PublishTap tap) {
        this.tap = tap;
    }

    /** What the tap wants to do with an accepted message. */
    PublishTap.Work look(Message message) {
        try {
            return tap.look(message);
        } catch (RuntimeException e) {
            LOG.error("the publish tap failed on topic '{}'", message.topic(), e);
            return PublishTap.Work.NONE;
        }
    }

    /** On an event loop; nobody waits. */
    void publish(Route route, Message message, PublishTap.Work work, BrokerLoop here) {
        publish(route, message, work, Copies.Awaited.NOBODY, Outbox.NONE, here);
    }

    /** On an event loop. */
    void publish(
            Route route,
            Message message,
            PublishTap.Work work,
            Copies.Awaited awaited,
            Outbox outbox,
            BrokerLoop here) {
        send(route, message, awaited, here::deliver);
        try {
            work.start(outbox);
        } catch (RuntimeException e) {
            LOG.error("the publish tap failed on topic '{}'", message.topic(), e);
        }
    }

    /** On an event loop; nobody waits. */
    void publish(TenantSpace space, Message message, BrokerLoop here) {
        publish(here.routes(space).get(message.topic()), message, look(message), here);
    }

    /** Who would take over a member's message of a shared subscription; asked on an event loop. */
    Optional<Target> successor(Outgoing message, Client member, BrokerLoop here) {
        return here.routes(member.space)
                .get(message.message().topic())
                .group(message.share())
                .flatMap(group -> group.successor(member));
    }

    /** Gives a member's message of a shared subscription to another; on an event loop. False when there is none. */
    boolean handOver(Outgoing message, Client member, Copies.Awaited awaited, BrokerLoop here) {
        Optional<Target> successor = successor(message, member, here);
        successor.ifPresent(next -> here.deliver(
                next.client(),
                new Copies(message.message(), message.topicUtf8(), awaited).of(next, next.terms(), message.share())));
        return successor.isPresent();
    }

    private static void send(Route route, Message message, Copies.Awaited awaited, BiConsumer<Client, Outgoing> way) {
        Copies copies = new Copies(message, route.topicUtf8(), awaited);
        for (Target target : route.targets()) {
            if (target.plainQos() >= 0) {
                way.accept(target.client(), copies.plain(target));
                continue;
            }
            Optional<Target.Terms> terms = target.termsFor(message);
            if (terms.isPresent()) {
                way.accept(target.client(), copies.of(target, terms.get(), ""));
            }
        }
        for (ShareGroup group : route.groups()) {
            Target member = group.choose();
            way.accept(member.client(), copies.of(member, member.terms(), group.share()));
        }
    }
}
