package dev.mooring.broker;

import dev.mooring.broker.route.Subscription;
import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.core.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * A client that receives a topic's messages, once each however many of its filters match [MQTT-3.3.4-2].
 *
 * @param terms in which form
 * @param ownTerms in which form it receives what it publishes itself: like any other, or, when all its filters are "no
 *     local", not at all
 * @param plainQos the QoS of a subscription as MQTT 3.1.1 has it, for which every receiver shares one copy; -1 for any
 *     other. Nearly all are such, and fan-out is little more than this
 */
record Target(Client client, Terms terms, Optional<Terms> ownTerms, int plainQos) {
    /**
     * What the matching subscriptions want together.
     *
     * @param qos the highest of them [MQTT-3.3.4-2]
     * @param identifiers all they have [MQTT-3.3.4-3]
     */
    record Terms(int qos, boolean retainAsPublished, List<Integer> identifiers) {
        boolean isPlain() {
            return !retainAsPublished && identifiers.isEmpty();
        }

        private static Terms of(List<SubscriptionOptions> all) {
            int qos = 0;
            boolean retainAsPublished = false;
            for (SubscriptionOptions options : all) {
                qos = Math.max(qos, options.qos());
                retainAsPublished |= options.retainAsPublished();
            }
            return new Terms(
                    qos,
                    retainAsPublished,
                    all.stream()
                            .map(SubscriptionOptions::identifier)
                            .filter(identifier -> identifier != 0)
                            .distinct()
                            .toList());
        }
    }

    /** @param matching this client's subscriptions, at least one */
    static Target of(Client client, List<Subscription<Client>> matching) {
        List<SubscriptionOptions> all =
                matching.stream().map(Subscription::options).toList();
        List<SubscriptionOptions> local =
                all.stream().filter(options -> !options.noLocal()).toList();
        Terms terms = Terms.of(all);
        Optional<Terms> ownTerms = local.size() == all.size()
                ? Optional.of(terms)
                : local.isEmpty() ? Optional.empty() : Optional.of(Terms.of(local));
        boolean plain =
                terms.isPlain() && ownTerms.isPresent() && ownTerms.get().equals(terms);
        return new Target(client, terms, ownTerms, plain ? terms.qos() : -1);
    }

    /** The form in which this client receives the message; empty when it does not want it. */
    Optional<Terms> termsFor(Message message) {
        // The same unless some filter is "no local": then, and only then, the publisher matters.
        if (ownTerms.isPresent() && ownTerms.get().equals(terms)) {
            return ownTerms;
        }
        boolean own =
                message.origin().clientId().filter(client.clientId::equals).isPresent();
        return own ? ownTerms : Optional.of(terms);
    }
}
