package dev.mooring.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import dev.mooring.gateway.testing.Eventually;
import dev.mooring.gateway.testing.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** HiveMQ's client, unmodified: much traffic both ways, nothing lost, nothing out of order. */
class HiveMqClientTest {
    private static final int MESSAGES = 2_000;

    @Test
    void everyMessageOfFourPublishersArrivesOnceAndInOrderAtEachOfThreeSubscribers() throws Exception {
        try (TestServer server = new TestServer()) {
            List<Map<String, List<Integer>>> received = new ArrayList<>();
            List<Mqtt3BlockingClient> clients = new ArrayList<>();
            for (int s = 0; s < 3; s++) {
                Map<String, List<Integer>> mine = new ConcurrentHashMap<>();
                received.add(mine);
                Mqtt3Client client = client(server, "subscriber-" + s);
                clients.add(client.toBlocking());
                client.toAsync().publishes(MqttGlobalPublishFilter.ALL, publish -> mine.computeIfAbsent(
                                publish.getTopic().toString(), t -> new CopyOnWriteArrayList<>())
                        .add(Integer.parseInt(new String(publish.getPayloadAsBytes(), UTF_8))));
                client.toBlocking().connect();
                client.toBlocking()
                        .subscribeWith()
                        .topicFilter("load/+")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .send();
            }
            List<CompletableFuture<?>> sent = new ArrayList<>();
            for (int p = 0; p < 4; p++) {
                Mqtt3AsyncClient client = client(server, "publisher-" + p).toAsync();
                clients.add(client.toBlocking());
                client.toBlocking().connect();
                for (int i = 0; i < MESSAGES; i++) {
                    sent.add(client.publishWith()
                            .topic("load/" + p)
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(Integer.toString(i).getBytes(UTF_8))
                            .send());
                }
            }
            CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
            List<Integer> expected =
                    java.util.stream.IntStream.range(0, MESSAGES).boxed().toList();
            for (Map<String, List<Integer>> mine : received) {
                Eventually.that(
                        "all have come",
                        () -> mine.size() == 4 && mine.values().stream().allMatch(list -> list.size() >= MESSAGES));
                mine.values().forEach(list -> assertThat(list).isEqualTo(expected));
            }
            clients.forEach(Mqtt3BlockingClient::disconnect);
        }
    }

    private static Mqtt3Client client(TestServer server, String id) {
        return Mqtt3Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(server.mqtt())
                .build();
    }
}
