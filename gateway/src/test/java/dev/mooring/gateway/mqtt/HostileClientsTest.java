package dev.mooring.gateway.mqtt;

import static dev.mooring.gateway.testing.RawClient.connect;
import static dev.mooring.gateway.testing.RawClient.ping;
import static dev.mooring.gateway.testing.RawClient.publish;
import static dev.mooring.gateway.testing.RawClient.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.reason.Reason;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.RawClient;
import dev.mooring.gateway.testing.TestServer;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Slow and malicious clients cost only themselves. */
class HostileClientsTest {
    @Test
    void noiseAndDamageOnManyConnectionsLeavesTheServerServing() throws IOException {
        try (TestServer server = new TestServer();
                RawClient witness = RawClient.connected(server, "witness")) {
            Random random = new Random(99);
            for (int i = 0; i < 300; i++) {
                try (RawClient client = new RawClient(server.mqtt())) {
                    byte[] noise = new byte[random.nextInt(200)];
                    random.nextBytes(noise);
                    if (random.nextBoolean()) {
                        client.send(connect("noise-" + i, random.nextBoolean(), 60));
                    }
                    client.send(noise);
                } catch (IOException e) {
                    // Closed while we were still sending.
                }
            }
            witness.send(ping());
            assertThat(witness.read().type()).isEqualTo(13);
            assertThat(server.events).noneMatch(e -> e.reason() instanceof Reason.ServerError);
        }
    }

    @Test
    void aSubscriberThatDoesNotReadLosesOnlyItsOwnMessagesAndMemoryStaysBounded() throws IOException {
        try (TestServer server = new TestServer();
                RawClient stuck = RawClient.connected(server, "stuck");
                RawClient healthy = RawClient.connected(server, "healthy");
                RawClient publisher = RawClient.connected(server, "publisher")) {
            stuck.send(subscribe(1, "flood:0")).read();
            healthy.send(subscribe(1, "flood:0")).read();
            byte[] payload = new byte[64 * 1024];
            // Four times what may wait for one connection, on top of the kernel's buffers.
            int messages = 0;
            while (!server.recorded(ClientEvent.Kind.DROPPED, Reason.QueueFull.class)) {
                publisher.send(publish("flood", payload, 0, 0, false));
                assertThat(healthy.read().topic()).isEqualTo("flood");
                messages++;
                assertThat(messages).as("64 KB each: dropped in time").isLessThan(1000);
            }
            publisher.send(publish("flood", "after", 0, 0));
            assertThat(healthy.read().payload()).isEqualTo("after");
            assertThat(server.troublesOf("stuck").getFirst().kind()).isEqualTo(ClientEvent.Kind.DROPPED);
            assertThat(server.troublesOf("healthy")).isEmpty();
        }
    }

    @Test
    void aClientThatDoesNotReadIsNotReadEither() throws Exception {
        try (TestServer server = new TestServer();
                RawClient deaf = RawClient.connected(server, "deaf")) {
            deaf.send(subscribe(1, "echo:1")).read();
            Thread sender = Thread.ofPlatform().start(() -> {
                byte[] packet = publish("echo", new byte[64 * 1024], 1, 1, false);
                try {
                    while (true) {
                        deaf.send(packet);
                    }
                } catch (IOException e) {
                    // The test is over.
                }
            });
            // Once the kernel's buffers are full both ways, nothing more is accepted.
            int[] last = {0};
            int[] unchanged = {0};
            Eventually.that("the flood stops", () -> {
                int now = server.published.size();
                unchanged[0] = now == last[0] && now > 10 ? unchanged[0] + 1 : 0;
                last[0] = now;
                return unchanged[0] > 200;
            });
            assertThat(server.events).isEmpty();
            deaf.close();
            sender.join();
        }
    }
}
