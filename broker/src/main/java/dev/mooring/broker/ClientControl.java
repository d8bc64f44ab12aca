package dev.mooring.broker;

import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * What operators ask about single clients and do to them. Safe for threads; the answers come from the event loop that
 * owns the client. A future may stay open for ever when the server stops meanwhile: wait with a limit.
 */
public final class ClientControl {
    private final Broker broker;

    public ClientControl(Broker broker) {
        this.broker = broker;
    }

    /** What became of a message for one client. */
    public enum Delivery {
        /** Sent; with QoS 1: and acknowledged. */
        DELIVERED,
        /** There is neither connection nor session. */
        NO_SUCH_CLIENT,
        /** There is a session, and nobody connected to it. */
        OFFLINE,
        /** The client's policies do not allow {@code iot:Receive} on the topic, or the packet is too large for it. */
        NOT_ALLOWED,
        /** The client has as many unacknowledged messages as it may. */
        BUSY
    }

    /** Empty when there is neither connection nor session. */
    public CompletableFuture<Optional<ClientView>> view(Tenant tenant, String clientId) {
        return ask(tenant, clientId, ClientControl::view, Optional.empty());
    }

    private static Optional<ClientView> view(Client client) {
        if (client.hasEnded()) {
            return Optional.empty();
        }
        Connection connection = client.connection();
        return Optional.of(new ClientView(
                client.clientId,
                Optional.ofNullable(connection).flatMap(Connection::online),
                client.expirySeconds(),
                new LinkedHashMap<>(client.session.subscriptions())));
    }

    /**
     * Closes the client's connection, if there is one.
     *
     * @param endSession whether the session ends too
     * @param preventWill whether the Will is withheld
     * @return false when there is neither connection nor session
     */
    public CompletableFuture<Boolean> disconnect(
            Tenant tenant, String clientId, boolean endSession, boolean preventWill, Reason reason) {
        return ask(
                tenant,
                clientId,
                client -> {
                    if (client.hasEnded()) {
                        return false;
                    }
                    Connection connection = client.connection();
                    if (connection != null) {
                        connection.closeByOperator(reason, preventWill);
                    }
                    if (endSession) {
                        client.end();
                    }
                    return true;
                },
                false);
    }

    /**
     * Sends a message to one connected client, whatever it has subscribed to. Neither rules nor other clients see it, and
     * it is not kept for later.
     *
     * @param message with QoS 0 or 1; for QoS 1 the answer waits for the client's acknowledgement
     */
    public CompletableFuture<Delivery> send(String clientId, Message message) {
        CompletableFuture<Delivery> acknowledged = new CompletableFuture<>();
        return ask(message.tenant(), clientId, client -> send(client, message, acknowledged), Delivery.NO_SUCH_CLIENT)
                .thenCompose(now -> now == Delivery.DELIVERED && message.qos() > 0
                        ? acknowledged
                        : CompletableFuture.completedFuture(now));
    }

    private static Delivery send(Client client, Message message, CompletableFuture<Delivery> acknowledged) {
        Connection connection = client.connection();
        if (client.hasEnded() || connection == null) {
            return client.hasEnded() ? Delivery.NO_SUCH_CLIENT : Delivery.OFFLINE;
        }
        if (message.qos() > 0 && !client.session.hasRoom()) {
            return Delivery.BUSY;
        }
        Outgoing outgoing =
                new Outgoing(message, message.topic().getBytes(StandardCharsets.UTF_8), message.qos(), false);
        return switch (connection.deliver(outgoing)) {
            case SENT -> {
                if (message.qos() > 0) {
                    client.session.whenLastSentIsAcknowledged(() -> acknowledged.complete(Delivery.DELIVERED));
                }
                yield Delivery.DELIVERED;
            }
            case QUEUED, DROPPED -> Delivery.BUSY;
            case NOT_ALLOWED, NOT_STORED -> Delivery.NOT_ALLOWED;
        };
    }

    private <T> CompletableFuture<T> ask(Tenant tenant, String clientId, Function<Client, T> question, T ifNone) {
        Client client = broker.space(tenant).clients.get(clientId);
        if (client == null) {
            return CompletableFuture.completedFuture(ifNone);
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        broker.onOwner(client, () -> {
            try {
                answer.complete(question.apply(client));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }
}
