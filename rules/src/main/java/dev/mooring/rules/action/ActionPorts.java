package dev.mooring.rules.action;

import dev.mooring.broker.Publisher;
import dev.mooring.core.Tenant;
import dev.mooring.core.topic.TopicLimits;
import java.time.InstantSource;

/**
 * What actions reach the world through.
 *
 * @param topicLimits of the topics that rules republish to
 * @param maxPayloadBytes of a republished message
 * @param outbound to targets outside; closed with the engine
 */
public record ActionPorts(
        FunctionInvoker functions,
        Publisher publisher,
        InstantSource clock,
        TopicLimits topicLimits,
        int maxPayloadBytes,
        Outbound outbound) {
    /** AWS's limit on a message's payload. */
    public static final int AWS_MAX_PAYLOAD_BYTES = 128 * 1024;

    AwsClients clients() {
        return outbound.clients();
    }

    WebClient web() {
        return outbound.web();
    }

    ServiceEndpoints endpoints() {
        return outbound.endpoints();
    }

    /** As whom to sign requests to an address that a rule names itself. */
    ServiceEndpoint.Credentials credentials(Tenant tenant) {
        return outbound.endpoints().credentials(tenant);
    }

    Targets targets() {
        return outbound.targets();
    }
}
