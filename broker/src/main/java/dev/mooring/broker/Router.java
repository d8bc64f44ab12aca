package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.Message;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
        for (Route.Target target : route.targets()) {
            here.deliver(target.client(), copies.forQos(target.qos()));
        }
        tell(message);
    }

    /** On an event loop. */
    void publish(TenantSpace space, Message message, BrokerLoop here) {
        publish(here.routes(space).get(message.topic()), message, here);
    }

    /** On any other thread. */
    void publishFromOutside(TenantSpace space, Message message) {
        Route route = Route.find(space, settings, message.topic());
        Copies copies = new Copies(message, route.topicUtf8());
        Map<BrokerLoop, Handover> batches = new HashMap<>(4);
        for (Route.Target target : route.targets()) {
            batches.computeIfAbsent(target.client().owner(), Handover::new)
                    .add(target.client(), copies.forQos(target.qos()));
        }
        batches.forEach(BrokerLoop::accept);
        tell(message);
    }

    private void tell(Message message) {
        try {
            tap.published(message);
        } catch (RuntimeException e) {
            LOG.error("the publish tap failed on topic '{}'", message.topic(), e);
        }
    }

    /** The two forms of a live message, each made once and shared by all receivers. */
    private static final class Copies {
        private final Message message;
        private final byte[] topicUtf8;
        private @Nullable Outgoing qos0;
        private @Nullable Outgoing qos1;

        Copies(Message message, byte[] topicUtf8) {
            this.message = message;
            this.topicUtf8 = topicUtf8;
        }

        Outgoing forQos(int granted) {
            if (Math.min(granted, message.qos()) == 0) {
                if (qos0 == null) {
                    qos0 = new Outgoing(message, topicUtf8, 0, false);
                }
                return qos0;
            }
            if (qos1 == null) {
                qos1 = new Outgoing(message, topicUtf8, 1, false);
            }
            return qos1;
        }
    }
}
