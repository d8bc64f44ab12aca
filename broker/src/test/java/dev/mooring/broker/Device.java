package dev.mooring.broker;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client and its wire: writes down what is sent to it. */
class Device implements Link, Peer {
    final List<String> sent;
    Connection connection;
    int flushes;
    boolean closed;
    boolean broken;
    boolean metered;

    Device() {
        this(new ArrayList<>());
    }

    /** @param journal where to write, perhaps together with other devices */
    Device(List<String> journal) {
        sent = journal;
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        if (broken) {
            throw new IllegalStateException("on purpose");
        }
        sent.add("publish " + message.message().topic());
    }

    @Override
    public int bytesOf(Outgoing message) {
        return 0;
    }

    @Override
    public void acknowledge(Packet.Acknowledge.Kind kind, int packetId) {
        sent.add(kind.name().toLowerCase(Locale.ROOT) + " " + packetId);
    }

    @Override
    public void send(Reply reply) {
        if (reply instanceof Reply.ConnAck ack) {
            sent.add("connack " + ack.sessionPresent() + " " + ack.reasonCode());
        }
    }

    @Override
    public void flush() {
        flushes++;
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
        closed = true;
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
    public boolean isMetered() {
        return metered;
    }

    @Override
    public Identification identify() {
        return new Identification.Identified(new Tenant("000000000000", "us-east-1"), "arn", "principal");
    }
}
