package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionOutput;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;

/**
 * What goes to a connected client: within what it may receive, what it can take, and what its socket takes. Owned by the
 * connection's event loop.
 */
final class ClientOutput implements SessionOutput {
    private final Connected me;
    private final Connection connection;
    private final Link link;
    private final Broker broker;
    private final long maximumPacketSize;

    /** Messages to this client that were dropped because its socket or queue was full. */
    private long dropped;

    ClientOutput(Connected me, Broker broker) {
        this.me = me;
        this.connection = me.connection();
        this.link = connection.link();
        this.broker = broker;
        this.maximumPacketSize = me.connect().properties().maximumPacketSize();
    }

    SessionState.Delivery deliver(Outgoing message) {
        SessionState.Delivery outcome = me.client().session.deliver(message, this);
        if (outcome == SessionState.Delivery.DROPPED) {
            dropped(message);
        }
        return outcome;
    }

    @Override
    public boolean mayReceive(Outgoing message) {
        if (!me.mayReceive(message.message().topic())) {
            return false;
        }
        // A packet over the client's maximum counts as delivered [MQTT-3.1.2-25].
        if (maximumPacketSize < Integer.MAX_VALUE && link.bytesOf(message) > maximumPacketSize) {
            broker.record(connection.event(
                    ClientEvent.Kind.DROPPED,
                    new Reason.QuotaExceeded(
                            "bytes in a packet to the client",
                            maximumPacketSize,
                            link.bytesOf(message),
                            ReasonCode.PACKET_TOO_LARGE)));
            return false;
        }
        return true;
    }

    @Override
    public boolean isReady() {
        return link.isWritable();
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        if (connection.isClosed()) {
            return; // What became durable after the client had gone is sent when it is back.
        }
        if (packetId == 0
                && !link.isWritable()
                && link.pendingBytes() > broker.settings().pendingBytes()) {
            dropped(message);
            return;
        }
        Throttle throttle = me.throttle();
        if (throttle != null) {
            throttle.delivered();
        }
        link.publish(message, packetId, duplicate);
        broker.sent(me.principal().tenant(), message.message(), packetId != 0);
        connection.flushLater();
    }

    @Override
    public void release(int packetId, int reasonCode) {
        if (reasonCode == ReasonCode.SUCCESS) {
            connection.acknowledge(Acknowledge.Kind.PUBREL, packetId);
        } else {
            connection.send(new Reply.Acknowledgement(Acknowledge.Kind.PUBREL, packetId, reasonCode, ""));
        }
    }

    /** A slow client may lose thousands: the log has the first, the second, the fourth… */
    private void dropped(Outgoing message) {
        dropped++;
        if (Long.bitCount(dropped) == 1) {
            broker.queueFull(me.client(), message);
        }
    }
}
