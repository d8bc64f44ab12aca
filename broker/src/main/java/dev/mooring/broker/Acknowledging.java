package dev.mooring.broker;

import dev.mooring.broker.packet.Packet.Acknowledge;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;

/** PUBACK, PUBREC, PUBREL and PUBCOMP from a client. Stateless. */
final class Acknowledging {
    private Acknowledging() {}

    static void handle(Connected client, Acknowledge packet) {
        SessionState session = client.client().session;
        long now = client.connection().lastHeardMillis();
        int packetId = packet.packetId();
        // An unknown packet id is a late answer from before a resend; there is nothing to do and no harm.
        if (packet.kind() == Acknowledge.Kind.PUBACK) {
            session.acknowledged(packetId, client.output(), now);
        } else if (!client.servesQos2()) {
            client.connection()
                    .close(new Reason.ProtocolError(packet.kind() + " without QoS 2", "", ReasonCode.PROTOCOL_ERROR));
        } else {
            switch (packet.kind()) {
                case PUBREC -> session.received(packetId, packet.reasonCode(), client.output(), now);
                case PUBCOMP -> session.completed(packetId, client.output(), now);
                case PUBREL -> released(client.connection(), session, packetId);
                case PUBACK -> throw new IllegalStateException("handled above");
            }
        }
    }

    private static void released(Connection connection, SessionState session, int packetId) {
        if (!session.released(packetId, () -> connection.acknowledge(Acknowledge.Kind.PUBCOMP, packetId))) {
            connection.send(new Reply.Acknowledgement(
                    Acknowledge.Kind.PUBCOMP, packetId, ReasonCode.PACKET_IDENTIFIER_NOT_FOUND, ""));
        }
    }
}
