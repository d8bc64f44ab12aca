package dev.mooring.bench.million;

import dev.mooring.broker.Link;
import dev.mooring.broker.Peer;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** A device and its connection, as small as can be, so that what is measured is the broker: it counts. */
final class SimulatedDevice implements Link, Peer {
    private static final Identification IDENTITY =
            new Identification.Identified(new Tenant("000000000000", "us-east-1"), "arn", "principal");

    private final Tally tally;

    SimulatedDevice(Tally tally) {
        this.tally = tally;
    }

    /** What all devices of a run have received. */
    static final class Tally {
        long accepted;
        long subscribed;
        long messages;
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        tally.messages++;
    }

    @Override
    public int bytesOf(Outgoing message) {
        return 0;
    }

    @Override
    public void acknowledge(Packet.Acknowledge.Kind kind, int packetId) {
        // Nobody counts on it.
    }

    @Override
    public void send(Reply reply) {
        switch (reply) {
            case Reply.ConnAck ack when ack.reasonCode() == 0 -> tally.accepted++;
            case Reply.SubAck ack -> tally.subscribed++;
            default -> throw new IllegalStateException("an answer that a benchmark does not expect: " + reply);
        }
    }

    @Override
    public void flush() {
        // Nothing was gathered.
    }

    @Override
    public boolean isWritable() {
        return true;
    }

    @Override
    public long pendingBytes() {
        return 0;
    }

    @Override
    public void resume() {
        // Nothing was kept back.
    }

    @Override
    public void close() {
        throw new IllegalStateException("the broker has closed a connection");
    }

    @Override
    public String sourceIp() {
        return "192.0.2.1";
    }

    @Override
    public String address() {
        return "192.0.2.1:1";
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return Optional.empty();
    }

    @Override
    public Optional<String> serverName() {
        return Optional.empty();
    }

    @Override
    public Identification identify() {
        return IDENTITY;
    }
}
