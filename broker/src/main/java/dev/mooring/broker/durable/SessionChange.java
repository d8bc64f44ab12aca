package dev.mooring.broker.durable;

import dev.mooring.broker.route.SubscriptionOptions;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import java.util.OptionalLong;

/**
 * One change of what outlives the process. A session is known by its number, a message in it by its sequence; neither is
 * ever used again.
 */
public sealed interface SessionChange {
    /**
     * A session is new, or its client has come or gone.
     *
     * @param identifier the session's in lifecycle events
     * @param disconnectedAtMillis empty while the client is connected
     */
    record Saved(
            long session,
            Tenant tenant,
            String clientId,
            String identifier,
            long expirySeconds,
            OptionalLong disconnectedAtMillis)
            implements SessionChange {}

    /** With everything it has. */
    record Ended(long session) implements SessionChange {}

    record Subscribed(long session, String filter, SubscriptionOptions options) implements SessionChange {}

    record Unsubscribed(long session, String filter) implements SessionChange {}

    /** A message of QoS 1 or 2 for the client; done with {@link Completed}. */
    non-sealed interface Queued extends SessionChange {
        long session();

        long sequence();

        dev.mooring.broker.session.Outgoing message();

        /** The packet id that a message of QoS 2 is sent with; 0 for QoS 1 and while it waits. */
        int packetId();
    }

    /** A queued message of QoS 2 is about to be sent with this packet id. */
    record PacketIdGiven(long session, long sequence, int packetId) implements SessionChange {}

    /** The client has the message of QoS 2 (PUBREC); the packet id is still taken. */
    record Released(long session, long sequence) implements SessionChange {}

    record Completed(long session, long sequence) implements SessionChange {}

    /** A packet id of QoS 2 from the client is taken. */
    record Received(long session, int packetId) implements SessionChange {}

    /** A packet id of QoS 2 from the client is free again (PUBREL). */
    record ReceivedDone(long session, int packetId) implements SessionChange {}

    record Retained(Message message) implements SessionChange {}

    record RetainedRemoved(Tenant tenant, String topic) implements SessionChange {}

    /** A client with a Will has connected; done with {@link WillDone}. */
    non-sealed interface WillKept extends SessionChange {
        /** Never used again. */
        long number();

        String clientId();

        /** Between the end of the connection and the Will. */
        long delaySeconds();

        Message message();
    }

    record WillDone(long number) implements SessionChange {}

    /** Somebody has work with a message, see {@link OutboxEntry}; done with {@link OutboxDone}. */
    non-sealed interface OutboxAdded extends SessionChange {
        /** Never used again while there are others. */
        long number();

        String owner();

        Message message();
    }

    record OutboxDone(long number) implements SessionChange {}
}
