package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rules in a running server: whatever a message came by, while rules change, and before they are deployed. */
class RulesTest {
    @TempDir
    private static Path directory;

    private static Mooring server;
    private static RulesApi api;
    private static Mqtt3AsyncClient client;
    private static final List<String> arrived = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        server =
                Mooring.start(directory.resolve("data"), "--mqtt-port", "0", "--any-credentials", "--durability", "os");
        api = RulesApi.of(server);
        client = connect("tester");
        client.subscribeWith()
                .topicFilter("result/#")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(message -> arrived.add(message.getTopic() + " " + text(message)))
                .send()
                .join();
    }

    @AfterAll
    static void stop() {
        client.disconnect().join();
        server.close();
    }

    @BeforeEach
    void forget() {
        arrived.clear();
    }

    private static String text(Mqtt3Publish message) {
        return new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    }

    private static Mqtt3AsyncClient connect(String clientId) {
        Mqtt3AsyncClient made = MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost(server.host("mqtt"))
                .serverPort(Integer.parseInt(server.port("mqtt")))
                .buildAsync();
        made.connect().join();
        return made;
    }

    private static void publish(String topic, String payload, boolean retain) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(retain)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send()
                .join();
    }

    private static void awaitArrived(String... messages) {
        Await.until(() -> arrived.containsAll(List.of(messages)), () -> "arrived only " + arrived);
    }

    @Test
    void messagesOfEveryOriginRunRules() throws IOException {
        String who = "clientid() AS c, topic() AS t";
        api.createRule("origins", "SELECT " + who + " FROM 'origin/#'", "result/origins");
        api.createRule("presence", "SELECT eventType, clientId FROM '$aws/events/presence/+/+'", "result/presence");
        publish("origin/mqtt", "{}", false);
        publish("origin/retained", "{}", true);
        api.publish("origin/http", "{}");
        leaveWithAWill("mortal", "origin/will");
        awaitArrived(
                "result/origins {\"c\":\"tester\",\"t\":\"origin/mqtt\"}",
                "result/origins {\"c\":\"tester\",\"t\":\"origin/retained\"}",
                "result/origins {\"c\":\"n/a\",\"t\":\"origin/http\"}",
                "result/origins {\"c\":\"mortal\",\"t\":\"origin/will\"}",
                "result/presence {\"eventType\":\"connected\",\"clientId\":\"mortal\"}",
                "result/presence {\"eventType\":\"disconnected\",\"clientId\":\"mortal\"}");
        // The stored copy that a new subscriber is given is no publish.
        Mqtt3AsyncClient late = connect("late");
        CompletableFuture<Mqtt3Publish> copy = new CompletableFuture<>();
        late.subscribeWith()
                .topicFilter("origin/retained")
                .qos(MqttQos.AT_LEAST_ONCE)
                .callback(copy::complete)
                .send()
                .join();
        assertThat(copy.join().isRetain()).isTrue();
        late.disconnect().join();
        publish("origin/after", "{}", false);
        awaitArrived("result/origins {\"c\":\"tester\",\"t\":\"origin/after\"}");
        assertThat(arrived.stream().filter(message -> message.contains("origin/retained")))
                .hasSize(1);
    }

    /** Speaks MQTT by hand, because a client library would say goodbye. */
    private static void leaveWithAWill(String clientId, String topic) throws IOException {
        byte[] id = clientId.getBytes(StandardCharsets.UTF_8);
        byte[] willTopic = topic.getBytes(StandardCharsets.UTF_8);
        byte[] will = "{}".getBytes(StandardCharsets.UTF_8);
        var connect = new java.io.ByteArrayOutputStream();
        connect.write(new byte[] {0, 4, 'M', 'Q', 'T', 'T', 4, 0x0e, 0, 60});
        for (byte[] field : List.of(id, willTopic, will)) {
            connect.write(0);
            connect.write(field.length);
            connect.write(field);
        }
        try (Socket socket = new Socket(server.host("mqtt"), Integer.parseInt(server.port("mqtt")))) {
            socket.getOutputStream().write(new byte[] {0x10, (byte) connect.size()});
            socket.getOutputStream().write(connect.toByteArray());
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().readNBytes(4)).containsExactly(0x20, 2, 0, 0);
        }
    }

    @Test
    void republishedMessagesRunRulesAgainUntilItLooksLikeALoop() {
        api.createRule("first", "SELECT v + 1 AS v FROM 'chain/1'", "chain/2");
        api.createRule("second", "SELECT v * 2 AS v FROM 'chain/2'", "result/chain");
        api.createRule("loop", "SELECT n + 1 AS n FROM 'result/loop'", "result/loop");
        publish("chain/1", "{\"v\":1}", false);
        awaitArrived("result/chain {\"v\":4}");
        publish("result/loop", "{\"n\":0}", false);
        awaitArrived("result/loop {\"n\":10}");
        Await.until(() -> server.log().contains("looks like a loop"), () -> "the log does not tell of the loop");
        assertThat(arrived).doesNotContain("result/loop {\"n\":11}");
    }

    @Test
    void whileARuleIsReplacedEachMessageIsHandledOnce() {
        api.createRule("changing", "SELECT n, 0 AS version FROM 'changing'", "result/changing");
        int messages = 300;
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            sent.add(client.publishWith()
                    .topic("changing")
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8))
                    .send());
            if (i % 20 == 19) {
                api.replaceRule("changing", "SELECT n, " + i + " AS version FROM 'changing'", "result/changing");
            }
        }
        sent.forEach(CompletableFuture::join);
        Await.until(
                () -> arrived.stream()
                                .filter(m -> m.startsWith("result/changing"))
                                .count()
                        >= messages,
                () -> "only " + arrived.size() + " arrived");
        List<Integer> numbers = arrived.stream()
                .map(message -> Mooring.JSON
                        .readTree(message.substring(message.indexOf(' ')))
                        .path("n")
                        .asInt())
                .toList();
        assertThat(numbers).hasSize(messages).doesNotHaveDuplicates();
    }

    @Test
    void aDisabledRuleIsSilentUntilItIsEnabled() {
        api.createRule("switch", "SELECT n FROM 'switch'", "result/switch");
        publish("switch", "{\"n\":1}", false);
        api.call("POST", "iot", "/rules/switch/disable", new byte[0]);
        publish("switch", "{\"n\":2}", false);
        api.call("POST", "iot", "/rules/switch/enable", new byte[0]);
        publish("switch", "{\"n\":3}", false);
        awaitArrived("result/switch {\"n\":1}", "result/switch {\"n\":3}");
        assertThat(arrived).doesNotContain("result/switch {\"n\":2}");
    }

    @Test
    void aDraftIsTriedOnAMessageAndOnRecordedTraffic() throws IOException {
        Shell shell = new Shell(directory, Map.of("NO_COLOR", "1"));
        String mooring = Mooring.ROOT.resolve("mooring").toString();
        String data = server.data().toString();
        shell.run(mooring, "record", "room/#", "--data", data).mustSucceed();
        publish("room/kitchen", "{\"temperature\":61.5}", false);
        publish("room/cellar", "{\"temperature\":11}", false);
        publish("room/attic", "{\"temprature\":70}", false);
        Path actions = directory.resolve("actions.json");
        Files.writeString(
                actions,
                "[{\"republish\":{\"topic\":\"result/${topic(2)}\",\"roleArn\":\"arn:aws:iam::000000000000:role/r\"}}]");
        String sql = "SELECT temperature AS t FROM 'room/+' WHERE temperature > 50";
        String replay = shell.run(mooring, "replay", "room/#", "--sql", sql, "--actions", "@" + actions, "--data", data)
                .mustSucceed()
                .out();
        assertThat(replay)
                .contains(
                        "✓ matches: WHERE is true: temperature is 61.5  {\"t\":61.5}",
                        "→ republish result/kitchen",
                        "· does not match: WHERE is false: temperature is 11",
                        "the payload has no field 'temperature'; did you mean 'temprature'?",
                        "1 of 3 messages would have run the rule; nothing was sent.");
        assertThat(shell.run(mooring, "record", "--data", data).mustSucceed().out())
                .contains("room/#  3 of 3 messages kept");
        JsonNode tried = Mooring.JSON.readTree(shell.run(
                        mooring,
                        "rule",
                        "try",
                        "--sql",
                        sql,
                        "--topic",
                        "room/x",
                        "--payload",
                        "{\"temperature\":51}",
                        "--json",
                        "--data",
                        data)
                .mustSucceed()
                .out());
        assertThat(tried.path("matched").asInt()).isEqualTo(1);
        Shell.Result fault = shell.run(
                mooring, "rule", "try", "--sql", "SELECT * FROM 'a' WHERE x >> 1", "--topic", "a", "--data", data);
        assertThat(fault.both()).contains("  SELECT * FROM 'a' WHERE x >> 1\n                             ^\n");
        shell.run(mooring, "record", "room/#", "--forget", "--data", data).mustSucceed();
        assertThat(arrived).isEmpty();
    }
}
