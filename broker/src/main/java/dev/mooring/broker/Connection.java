package dev.mooring.broker;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.packet.Reply.ReturnCode;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionOutput;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One network connection from its first byte to its end: waits for CONNECT, has it judged, then serves the client.
 *
 * <p>Owned by one event loop; every method is called on it. The gateway feeds it packets, and stops feeding while
 * {@link #isJudging()}.
 */
public final class Connection extends Timer implements SessionOutput {
    private enum Phase {
        AWAITING_CONNECT,
        JUDGING,
        CONNECTED,
        CLOSED
    }

    private final Broker broker;
    private final BrokerLoop loop;
    private final Link link;
    private final Peer peer;
    private final UUID id = UUID.randomUUID();

    private Phase phase = Phase.AWAITING_CONNECT;
    private String clientId = "";
    private @Nullable Connected connected;
    private boolean flushPending;
    private long lastHeardMillis;
    private Optional<Tenure> tenure = Optional.empty();

    /** Messages to this client that were dropped because its socket or queue was full. */
    private long dropped;

    Connection(Broker broker, BrokerLoop loop, Link link, Peer peer) {
        this.broker = broker;
        this.loop = loop;
        this.link = link;
        this.peer = peer;
        lastHeardMillis = broker.nowMillis();
        loop.schedule(this, lastHeardMillis + broker.settings().connectTimeout().toMillis());
    }

    // ---- from the gateway

    /** A CONNECT is being judged: packets behind it must be kept back until {@link Link#resume()}. */
    public boolean isJudging() {
        return phase == Phase.JUDGING;
    }

    public boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** Some loop that this one hands messages to is far behind: read again a little later. */
    public boolean mustSlowDown() {
        return broker.isAnyLoopBehind();
    }

    /** Bytes have come in; called once for each read, before the packets in it. */
    public void heard() {
        lastHeardMillis = broker.nowMillis();
    }

    public void received(Packet packet) {
        switch (phase) {
            case AWAITING_CONNECT -> {
                if (packet instanceof Packet.ConnectPacket connect) {
                    onConnect(connect.connect());
                } else {
                    close(new Reason.ProtocolError("the first packet is not CONNECT", "MQTT-3.1.0-1"));
                }
            }
            case CONNECTED -> serve(current(), packet);
            case JUDGING -> throw new IllegalStateException("packets must wait while CONNECT is judged");
            case CLOSED -> {
                // What was pipelined behind the packet that ended the connection is void.
            }
        }
    }

    private void serve(Connected client, Packet packet) {
        switch (packet) {
            case Packet.Publish publish -> broker.publishing().handle(client, publish);
            case Packet.Acknowledge acknowledge -> onAcknowledge(client, acknowledge);
            case Packet.PingRequest ping -> send(Reply.PingResponse.INSTANCE);
            case Packet.Subscribe subscribe -> broker.subscribing().subscribe(client, subscribe);
            case Packet.Unsubscribe unsubscribe -> broker.subscribing().unsubscribe(client, unsubscribe);
            case Packet.Disconnect disconnect -> close(new Reason.ClientDisconnected());
            case Packet.ConnectPacket again -> close(new Reason.ProtocolError("a second CONNECT", "MQTT-3.1.0-2"));
        }
    }

    private void onAcknowledge(Connected client, Packet.Acknowledge acknowledge) {
        if (acknowledge.kind() != Packet.Acknowledge.Kind.PUBACK) {
            close(new Reason.ProtocolError(acknowledge.kind() + " without QoS 2", ""));
            return;
        }
        // An unknown packet id is a late answer from before a resend; there is nothing to do and no harm.
        client.client().session.acknowledged(acknowledge.packetId(), this, lastHeardMillis);
    }

    /** The gateway could not read on: malformed bytes, an oversized packet, a failed handshake. */
    public void failed(Reason reason) {
        close(reason);
    }

    /** The transport has ended. */
    public void transportClosed(String detail) {
        close(new Reason.ConnectionLost(detail));
    }

    /** The socket takes more again. */
    public void writable() {
        if (phase == Phase.CONNECTED) {
            current().client().session.drain(this, broker.nowMillis());
        }
    }

    // ---- CONNECT

    private void onConnect(Connect connect) {
        ConnectCheck.Outcome outcome =
                ConnectCheck.check(connect, broker.settings(), () -> "$GEN/" + UUID.randomUUID());
        switch (outcome) {
            case ConnectCheck.Outcome.Refused refused -> {
                clientId = connect.clientId();
                refuse(refused.returnCode(), refused.reason());
            }
            case ConnectCheck.Outcome.Accepted accepted -> {
                clientId = accepted.clientId();
                phase = Phase.JUDGING;
                judge(connect);
            }
        }
    }

    private void judge(Connect connect) {
        long epoch = broker.revocations();
        broker.blocking().execute(() -> {
            Admission.Outcome outcome = broker.admission().judge(peer, connect, clientId);
            loop.execute(() -> judged(connect, outcome, epoch));
        });
    }

    private void judged(Connect connect, Admission.Outcome outcome, long epoch) {
        if (phase != Phase.JUDGING) {
            return;
        }
        switch (outcome) {
            case Admission.Outcome.Admitted admitted -> {
                connected = new Connected(this, broker, connect, admitted.principal(), admitted.authority());
                broker.registry(admitted.principal().tenant()).claim(current(), epoch);
            }
            case Admission.Outcome.Unidentified unknown -> refuse(ReturnCode.NOT_AUTHORIZED, unknown.reason());
            case Admission.Outcome.Failed failed -> refuse(ReturnCode.SERVER_UNAVAILABLE, failed.reason());
            case Admission.Outcome.NotAuthorized denied -> {
                broker.connectFailed(loop, denied.principal(), clientId, id.toString(), peer.sourceIp());
                broker.record(event(ClientEvent.Kind.REFUSED, denied.reason(), Optional.of(denied.principal())));
                end(answerTo(ReturnCode.NOT_AUTHORIZED));
            }
        }
    }

    /** Somebody's principal was disconnected while this CONNECT was under way: it might have been ours. */
    void judgeAgain(Connect connect) {
        connected = null;
        judge(connect);
    }

    /** The client id is ours now. */
    void accepted(Client client, boolean sessionPresent) {
        Connected me = current();
        phase = Phase.CONNECTED;
        long now = broker.nowMillis();
        lastHeardMillis = now;
        loop.schedule(this, now + me.toleranceMillis());
        send(new Reply.ConnAck(sessionPresent, ReturnCode.ACCEPTED));
        client.session.resume(this, now);
        tenure = Tenure.begin(this, broker, me.principal().standing(), now);
        broker.connected(me);
        link.resume();
    }

    private void refuse(int returnCode, Reason reason) {
        broker.record(event(ClientEvent.Kind.REFUSED, reason, principal()));
        end(answerTo(returnCode));
    }

    /** AWS hangs up on those it does not let in, without CONNACK. */
    private int answerTo(int returnCode) {
        boolean policy = returnCode == ReturnCode.NOT_AUTHORIZED;
        return policy && !broker.settings().explainRefusals() ? ReturnCode.ACCEPTED : returnCode;
    }

    // ---- to the client

    void deliver(Outgoing message) {
        Connected me = current();
        if (me.client().session.deliver(message, this) == SessionState.Delivery.DROPPED) {
            dropped(message);
        }
    }

    @Override
    public boolean mayReceive(Outgoing message) {
        return current().mayReceive(message.message().topic());
    }

    @Override
    public boolean isReady() {
        return link.isWritable();
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        if (packetId == 0
                && !link.isWritable()
                && link.pendingBytes() > broker.settings().pendingBytes()) {
            dropped(message);
            return;
        }
        link.publish(message, packetId, duplicate);
        flushLater();
    }

    void pubAck(int packetId) {
        link.pubAck(packetId);
        flushLater();
    }

    void send(Reply reply) {
        link.send(reply);
        flushLater();
    }

    private void flushLater() {
        if (!flushPending) {
            flushPending = true;
            loop.flushLater(this);
        }
    }

    void flush() {
        flushPending = false;
        if (phase != Phase.CLOSED) {
            link.flush();
        }
    }

    /** A slow client may lose thousands: the log has the first, the second, the fourth… */
    private void dropped(Outgoing message) {
        dropped++;
        if (Long.bitCount(dropped) == 1) {
            broker.queueFull(current().client(), message);
        }
    }

    // ---- the end

    @Override
    void expired(long nowMillis) {
        switch (phase) {
            case AWAITING_CONNECT, JUDGING ->
                close(new Reason.ConnectTimeout(broker.settings().connectTimeout()));
            case CONNECTED -> {
                long tolerance = current().toleranceMillis();
                if (nowMillis - lastHeardMillis >= tolerance) {
                    close(new Reason.KeepAliveTimeout(
                            Duration.ofSeconds(current().keepAliveSeconds())));
                } else {
                    loop.schedule(this, lastHeardMillis + tolerance);
                }
            }
            case CLOSED -> {
                // Nothing left to watch.
            }
        }
    }

    /** Ends the connection; the second and later calls do nothing. */
    void close(Reason reason) {
        Phase before = phase;
        if (before == Phase.CLOSED) {
            return;
        }
        boolean quiet = before == Phase.AWAITING_CONNECT && reason instanceof Reason.ConnectionLost;
        if (!quiet) {
            ClientEvent.Kind kind = before == Phase.CONNECTED ? ClientEvent.Kind.CLOSED : ClientEvent.Kind.REFUSED;
            broker.record(event(kind, reason, principal()));
        }
        phase = Phase.CLOSED;
        loop.cancel(this);
        tenure.ifPresent(Tenure::end);
        try {
            // Before the transport closes, so that a client that sees the end finds its session free.
            if (before == Phase.CONNECTED) {
                broker.disconnected(current(), reason);
            }
        } finally {
            link.close();
        }
    }

    /** Ends a connection that was never accepted. */
    private void end(int connAckCode) {
        phase = Phase.CLOSED;
        loop.cancel(this);
        if (connAckCode != ReturnCode.ACCEPTED) {
            link.send(new Reply.ConnAck(false, connAckCode));
        }
        link.close();
    }

    // ---- what others ask

    BrokerLoop loop() {
        return loop;
    }

    Peer peer() {
        return peer;
    }

    String clientId() {
        return clientId;
    }

    boolean isOf(String principalId) {
        return connected != null && connected.principal().id().equals(principalId);
    }

    long lastHeardMillis() {
        return lastHeardMillis;
    }

    ClientEvent event(ClientEvent.Kind kind, Reason reason) {
        return event(kind, reason, principal());
    }

    private ClientEvent event(
            ClientEvent.Kind kind, Reason reason, Optional<Peer.Identification.Identified> principal) {
        return new ClientEvent(
                kind,
                principal.map(Peer.Identification.Identified::tenant),
                id.toString(),
                clientId,
                principal.map(Peer.Identification.Identified::id).orElse(""),
                peer.address(),
                reason,
                broker.nowMillis());
    }

    private Optional<Peer.Identification.Identified> principal() {
        return connected == null ? Optional.empty() : Optional.of(connected.principal());
    }

    private Connected current() {
        if (connected == null) {
            throw new IllegalStateException("not connected");
        }
        return connected;
    }
}
