package dev.mooring.broker;

import dev.mooring.broker.durable.Journal;
import dev.mooring.broker.durable.KeptWill;
import dev.mooring.broker.event.LifecycleEvents;
import dev.mooring.broker.packet.Connect;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;

/** What the world learns of a client that comes or goes: lifecycle events and its Will. Stateless. */
final class Presence {
    private final Broker broker;
    private final BrokerSettings settings;

    Presence(Broker broker) {
        this.broker = broker;
        this.settings = broker.settings();
    }

    void connected(Connected client) {
        broker.publishEvent(
                client.connection().loop(),
                LifecycleEvents.connected(
                        client.subject(),
                        client.connection().peer().sourceIp(),
                        client.presenceVersion(),
                        broker.nowMillis()));
        if (broker.journal().isPresent()) {
            client.connect()
                    .will()
                    .ifPresent(will -> keep(client, will, broker.journal().get()));
        }
    }

    private void keep(Connected client, Connect.Will will, Journal journal) {
        client.keepWill(journal.keep(
                client.connection().clientId(),
                isDelayed(will) ? will.delaySeconds() : 0,
                willMessage(client, will, broker.nowMillis())));
    }

    private boolean isDelayed(Connect.Will will) {
        return settings.mqtt5().willDelay() && will.delaySeconds() > 0;
    }

    void connectFailed(Connection connection, Peer.Identification.Identified principal) {
        LifecycleEvents.Subject subject = new LifecycleEvents.Subject(
                principal.tenant(),
                connection.clientId(),
                principal.id(),
                connection.id().toString());
        broker.publishEvent(
                connection.loop(),
                LifecycleEvents.connectFailed(subject, connection.peer().sourceIp(), broker.nowMillis()));
    }

    /** The connection has just been closed: its Will, its session, its event. */
    void disconnected(Connected me, Reason reason) {
        long now = broker.nowMillis();
        Client client = me.client();
        BrokerLoop loop = me.connection().loop();
        // First the client leaves, so that it does not receive its own Will.
        client.detach(now);
        client.space.versions.disconnected(client.clientId, me.presenceVersion(), now);
        boolean byClient = reason instanceof Reason.ClientDisconnected left && left.code() == ReasonCode.SUCCESS;
        boolean willIsVoid = byClient || me.isWillPrevented();
        if (willIsVoid) {
            me.keptWill().ifPresent(KeptWill::done);
        } else {
            me.connect().will().ifPresent(will -> {
                Message message = willMessage(me, will, now);
                // When the server stops, nobody will be there later.
                boolean later = isDelayed(will) && !client.hasEnded() && !(reason instanceof Reason.ServerShutdown);
                if (later) {
                    client.delayWill(message, now + will.delaySeconds() * 1000, me.keptWill());
                } else {
                    broker.publishWill(message, me.keptWill(), loop);
                }
            });
        }
        broker.publishEvent(loop, LifecycleEvents.disconnected(me.subject(), reason, me.presenceVersion(), now));
    }

    /** A Will is as old as the moment when it is published. */
    static Message dated(Message will, long nowMillis) {
        return new Message(
                will.tenant(),
                will.topic(),
                will.payload(),
                will.qos(),
                will.retain(),
                will.properties(),
                will.origin(),
                nowMillis);
    }

    private Message willMessage(Connected me, Connect.Will will, long now) {
        return new Message(
                me.principal().tenant(),
                will.topic(),
                will.payload(),
                will.qos(),
                will.retain(),
                PropertyCheck.accepted(will.properties(), settings.mqtt5()),
                me.origin(),
                now);
    }
}
