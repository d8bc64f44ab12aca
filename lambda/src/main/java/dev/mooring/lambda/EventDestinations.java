package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import java.util.Map;
import java.util.Optional;

/** Where the records of asynchronous invocations go: the queues and topics of this server. */
public interface EventDestinations {
    /** Takes nothing. */
    EventDestinations NONE = (tenant, targetArn, message, attributes) -> Optional.of("there are no queues and topics");

    /**
     * An attribute of the message.
     *
     * @param type String or Number
     */
    record Attribute(String type, String value) {}

    /** @return why it was not delivered; empty when it was */
    Optional<String> deliver(Tenant tenant, String targetArn, String message, Map<String, Attribute> attributes);
}
