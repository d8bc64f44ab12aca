package dev.mooring.broker;

import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.packet.Reply;
import dev.mooring.broker.session.Outgoing;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.reason.Reason;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** A device on an event loop with a thread of its own. */
final class LiveDevice extends Device {
    private final ExecutorService thread;

    LiveDevice(ExecutorService thread) {
        super(new CopyOnWriteArrayList<>());
        this.thread = thread;
    }

    void run(Runnable task) {
        CompletableFuture.runAsync(
                        () -> {
                            LiveBroker.ThreadLoop.HERE.set(thread);
                            task.run();
                        },
                        thread)
                .join();
    }

    void receive(Packet packet) {
        run(() -> connection.received(packet));
    }

    void publish(String topic, int qos, int packetId) {
        receive(new Packet.Publish(topic, new byte[1], qos, false, false, packetId, 0, MessageProperties.NONE));
    }

    void subscribe(String filter) {
        receive(new Packet.Subscribe(1, 0, List.of(new Packet.Subscribe.Request(filter, 2))));
    }

    void leave() {
        run(() -> connection.close(new Reason.ClientDisconnected(0, "")));
    }

    void await(String line) {
        Await.until(() -> sent.contains(line));
    }

    void awaitFirst() {
        Await.until(() -> !sent.isEmpty());
    }

    @Override
    public void publish(Outgoing message, int packetId, boolean duplicate) {
        sent.add("publish " + message.message().topic() + " " + packetId + (duplicate ? " again" : ""));
    }

    @Override
    public void send(Reply reply) {
        switch (reply) {
            case Reply.ConnAck ack -> sent.add("connack " + ack.sessionPresent());
            case Reply.SubAck ack -> sent.add("suback");
            default -> sent.add(reply.toString());
        }
    }
}
