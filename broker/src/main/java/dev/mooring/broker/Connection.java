package dev.mooring.broker;

import dev.mooring.broker.durable.InOrder;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.packet.ReturnCode;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.broker.session.SessionState;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One network connection from its first byte to its end: waits for CONNECT, has it judged ({@link Connecting}), then
 * serves the client.
 *
 * <p>Owned by one event loop; every method is called on it. The gateway feeds it packets, and stops feeding while
 * {@link #isJudging()}.
 */
public final class Connection extends Timer {
    private enum Phase {
        AWAITING_CONNECT,
        JUDGING,
        CONNECTED,
        CLOSED
    }

    /** Messages from one client that wait to be durable before it is read more slowly. */
    private static final int MAX_UNACKNOWLEDGED = 4096;

    private final Broker broker;
    private final BrokerLoop loop;
    private final Link link;
    private final Peer peer;
    private final UUID id = UUID.randomUUID();

    private Phase phase = Phase.AWAITING_CONNECT;
    private String clientId = "";
    private boolean mqtt5;
    private final InOrder acknowledgements = new InOrder();
    private @Nullable Connected connected;
    private boolean flushPending;
    private long lastHeardMillis;
    private Optional<Tenure> tenure = Optional.empty();

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

    /** What this client sends is not dealt with as fast as it comes: read again a little later. */
    public boolean mustSlowDown() {
        return acknowledgements.size() > MAX_UNACKNOWLEDGED || broker.isBehind();
    }

    /** Bytes have come in; called once for each read, before the packets in it. */
    public void heard() {
        lastHeardMillis = broker.nowMillis();
    }

    public void received(Packet packet) {
        switch (phase) {
            case AWAITING_CONNECT -> {
                if (packet instanceof Packet.ConnectPacket connect) {
                    mqtt5 = connect.connect().isMqtt5();
                    broker.connecting().start(this, connect.connect());
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
            case Packet.Acknowledge acknowledge -> Acknowledging.handle(client, acknowledge);
            case Packet.PingRequest ping -> send(Reply.PingResponse.INSTANCE);
            case Packet.Subscribe subscribe -> broker.subscribing().subscribe(client, subscribe);
            case Packet.Unsubscribe unsubscribe -> broker.subscribing().unsubscribe(client, unsubscribe);
            case Packet.Disconnect disconnect -> onDisconnect(client, disconnect);
            case Packet.Auth auth ->
                close(new Reason.ProtocolError("AUTH without an authentication method", "MQTT5-4.12.0-7"));
            case Packet.ConnectPacket again -> close(new Reason.ProtocolError("a second CONNECT", "MQTT-3.1.0-2"));
        }
    }

    private void onDisconnect(Connected client, Packet.Disconnect disconnect) {
        if (disconnect.sessionExpirySeconds().isPresent()
                && !client.changeSessionExpiry(disconnect.sessionExpirySeconds().getAsLong())) {
            close(new Reason.ProtocolError(
                    "DISCONNECT with a session expiry interval after CONNECT without one", "MQTT5-3.14.2-2"));
            return;
        }
        close(new Reason.ClientDisconnected(disconnect.reasonCode(), disconnect.reasonString()));
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
            current().client().session.drain(current().output(), broker.nowMillis());
        }
    }

    // ---- CONNECT

    void judging(String effectiveClientId) {
        clientId = effectiveClientId;
        phase = Phase.JUDGING;
    }

    /** The CONNECT is allowed; the client id is not ours yet. */
    void admitted(Connected admitted) {
        connected = admitted;
    }

    /** Somebody's principal was disconnected while this CONNECT was under way: it might have been ours. */
    void judgeAgain(Connect connect) {
        connected = null;
        broker.connecting().judge(this, connect);
    }

    /** The client id is ours now. */
    void accepted(Client client, boolean sessionPresent) {
        Connected me = current();
        phase = Phase.CONNECTED;
        long now = broker.nowMillis();
        lastHeardMillis = now;
        loop.schedule(this, now + me.toleranceMillis());
        send(new Reply.ConnAck(sessionPresent, ReasonCode.SUCCESS, "", me.terms()));
        client.session.resume(me.connect().properties().receiveMaximum(), me.output(), now);
        client.gather();
        tenure = Tenure.begin(this, broker, me.principal().standing(), now);
        broker.record(event(
                ClientEvent.Kind.CONNECTED,
                new Reason.Admitted(
                        me.principal().id(), me.authority().connect().decision())));
        broker.connected(me);
        link.resume();
    }

    /** Ends a connection that was never accepted. AWS hangs up on MQTT 3.1.1 clients it does not let in, without CONNACK. */
    void refuse(int reasonCode, Reason reason, Optional<Peer.Identification.Identified> principal) {
        broker.record(event(ClientEvent.Kind.REFUSED, reason, principal));
        phase = Phase.CLOSED;
        loop.cancel(this);
        boolean silent =
                reasonCode == ReasonCode.NOT_AUTHORIZED && !broker.settings().explainRefusals();
        if (mqtt5 || (!silent && ReturnCode.of(reasonCode).isPresent())) {
            link.send(new Reply.ConnAck(reasonCode, reason.text()));
        }
        link.close();
    }

    void refuseUnknown(int reasonCode, String asClientId, Reason reason) {
        clientId = asClientId;
        refuse(reasonCode, reason, Optional.empty());
    }

    // ---- to the client

    SessionState.Delivery deliver(Outgoing message) {
        return current().output().deliver(message);
    }

    /** Acknowledges a message from the client when it is durable, after those that came before it [MQTT-4.6.0-2]. */
    InOrder.Slot acknowledgeLater(Packet.Acknowledge.Kind kind, int packetId) {
        return acknowledgements.add(() -> acknowledge(kind, packetId));
    }

    /** Acknowledges a message from the client, after those that came before it. */
    void acknowledgeInOrder(Packet.Acknowledge.Kind kind, int packetId) {
        if (acknowledgements.isEmpty()) {
            acknowledge(kind, packetId);
        } else {
            acknowledgeLater(kind, packetId).ready();
        }
    }

    void acknowledge(Packet.Acknowledge.Kind kind, int packetId) {
        if (phase == Phase.CLOSED) {
            return;
        }
        link.acknowledge(kind, packetId);
        flushLater();
    }

    void send(Reply reply) {
        if (phase == Phase.CLOSED) {
            return;
        }
        link.send(reply);
        flushLater();
    }

    void flushLater() {
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

    /** Ends the connection and tells an MQTT 5 client why; the second and later calls do nothing. */
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
            boolean byClient = reason instanceof Reason.ClientDisconnected || reason instanceof Reason.ConnectionLost;
            if (mqtt5 && before == Phase.CONNECTED && !byClient) {
                link.send(new Reply.Disconnect(ReasonCode.of(reason), reason.text()));
            }
            link.close();
        }
    }

    /** Somebody who may do so ends the connection. */
    void closeByOperator(Reason reason, boolean preventWill) {
        if (preventWill && connected != null) {
            connected.preventWill();
        }
        close(reason);
    }

    // ---- what others ask

    /** Empty unless a client is being served. */
    Optional<ClientView.Online> online() {
        return phase == Phase.CONNECTED ? Optional.of(current().online()) : Optional.empty();
    }

    BrokerLoop loop() {
        return loop;
    }

    Link link() {
        return link;
    }

    Peer peer() {
        return peer;
    }

    UUID id() {
        return id;
    }

    String clientId() {
        return clientId;
    }

    boolean isMqtt5() {
        return mqtt5;
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
