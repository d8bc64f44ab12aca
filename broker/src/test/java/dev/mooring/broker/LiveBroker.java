package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Packet;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One life of a broker: two event loops, the store they share with earlier and later ones. */
final class LiveBroker {
    final List<ExecutorService> threads =
            List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
    final Broker broker;
    final List<BrokerLoop> loops;

    LiveBroker(MemorySessions store, PublishTap tap) {
        broker = new Broker(
                BrokerSettings.FULL,
                new BrokerPorts(
                        context -> new AllowAll(),
                        tap,
                        new InMemoryRetainedStore(10),
                        Optional.of(store),
                        event -> {},
                        () -> Instant.EPOCH,
                        Runnable::run));
        loops = threads.stream().map(ThreadLoop::new).map(broker::register).toList();
        broker.restore();
    }

    LiveDevice connect(int loop, String clientId, boolean clean) {
        return connect(loop, clientId, clean, Optional.empty());
    }

    /** With a session that stays. */
    LiveDevice connect(int loop, String clientId, Optional<Connect.Will> will) {
        return connect(loop, clientId, false, will);
    }

    private LiveDevice connect(int loop, String clientId, boolean clean, Optional<Connect.Will> will) {
        LiveDevice device = new LiveDevice(threads.get(loop));
        device.run(() -> device.connection = broker.open(loops.get(loop), device, device));
        device.receive(new Packet.ConnectPacket(new Connect(
                4, clean, 60, clientId, will, Optional.empty(), Optional.empty(), Connect.Properties.DEFAULT)));
        device.awaitFirst();
        return device;
    }

    /** Both loops have done what is to do now, each also what the other has handed over. */
    void settle() {
        for (int round = 0; round < 4; round++) {
            threads.forEach(
                    thread -> CompletableFuture.runAsync(() -> {}, thread).join());
        }
    }

    void settleJournal(MemorySessions opened) {
        settle();
        CompletableFuture<Void> committed = new CompletableFuture<>();
        broker.journal().orElseThrow().afterCommit(Runnable::run, () -> committed.complete(null));
        Await.until(committed::isDone);
        settle();
        assertThat(opened.failuresLeft()).isZero();
    }

    void stop() {
        broker.close();
        threads.forEach(ExecutorService::shutdownNow);
    }

    record ThreadLoop(ExecutorService thread) implements Loop {
        static final ThreadLocal<ExecutorService> HERE = new ThreadLocal<>();

        @Override
        public boolean inLoop() {
            return thread.equals(HERE.get());
        }

        @Override
        public void execute(Runnable task) {
            thread.execute(() -> {
                HERE.set(thread);
                task.run();
            });
        }

        @Override
        public void executeEvery(Duration period, Runnable task) {
            // Time stands still here.
        }
    }
}
