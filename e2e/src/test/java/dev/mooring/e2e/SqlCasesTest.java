package dev.mooring.e2e;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.ConnectionFailedException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.datatypes.Mqtt5UserProperty;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PayloadFormatIndicator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.JsonNode;

/**
 * Every fact of the rule language end to end: all rules are created through the API, all messages published over MQTT or
 * HTTP, and one subscriber sees what the rules republish.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqlCasesTest {
    private static final String LAST = "result/the-last";

    private final List<SqlCase> cases = SqlCase.all();
    private final Map<String, List<byte[]>> arrived = new ConcurrentHashMap<>();
    private final Map<String, Mqtt3AsyncClient> clients = new ConcurrentHashMap<>();
    private Optional<Mooring> server = Optional.empty();
    private Optional<RulesApi> api = Optional.empty();
    private Optional<String> withoutMqtt5 = Optional.empty();

    @BeforeAll
    void playAllCases(@TempDir Path directory) throws Exception {
        server = Optional.of(Mooring.start(
                directory.resolve("data"), "--mqtt-port", "0", "--any-credentials", "--durability", "os"));
        api = server.map(RulesApi::of);
        for (SqlCase one : cases) {
            api().call("POST", "iot", "/rules/" + one.ruleName(), one.rule());
        }
        Mqtt3AsyncClient subscriber = client("subscriber");
        for (String filter : List.of("result/#", "out/#", "subst/#")) {
            subscriber
                    .subscribeWith()
                    .topicFilter(filter)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .callback(message -> arrived.computeIfAbsent(
                                    message.getTopic().toString(), _ -> new CopyOnWriteArrayList<>())
                            .add(message.getPayloadAsBytes()))
                    .send()
                    .join();
        }
        // What must not match goes first: when all others have come back, so would have these.
        for (SqlCase one : cases) {
            if (one.expectsNothing()) {
                publish(one);
            }
        }
        for (SqlCase one : cases) {
            if (!one.expectsNothing()) {
                publish(one);
            }
        }
        api().publish(LAST, "x");
        List<SqlCase> answering = cases.stream()
                .filter(one -> !one.expectsNothing() && !one.isUncertain())
                .filter(one -> !one.needsMqtt5() || withoutMqtt5.isEmpty())
                .toList();
        Await.until(
                () -> arrived.containsKey(LAST)
                        && answering.stream().allMatch(one -> arrived.containsKey(one.resultTopic())),
                () -> "no result of "
                        + answering.stream()
                                .filter(one -> !arrived.containsKey(one.resultTopic()))
                                .map(SqlCase::id)
                                .toList());
    }

    @AfterAll
    void close() {
        clients.values().forEach(client -> client.disconnect().join());
        server.ifPresent(Mooring::close);
    }

    @TestFactory
    Stream<DynamicTest> theReferenceHolds() {
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.id(), () -> check(one)));
    }

    private void check(SqlCase one) {
        if (one.needsMqtt5() && withoutMqtt5.isPresent()) {
            throw new TestAbortedException("SKIPPED: the server does not speak MQTT 5: " + withoutMqtt5.get());
        }
        List<byte[]> results = arrived.getOrDefault(one.resultTopic(), List.of());
        try {
            one.check(results);
        } catch (AssertionError e) {
            if (one.isUncertain()) {
                throw new TestAbortedException("the reference is uncertain here: " + e.getMessage());
            }
            throw e;
        }
    }

    private RulesApi api() {
        return api.orElseThrow();
    }

    private Mooring server() {
        return server.orElseThrow();
    }

    private void publish(SqlCase one) throws Exception {
        if (one.overHttp()) {
            api().call("POST", "iotdata", "/topics/" + one.publishTopic(), one.payload());
        } else if (one.needsMqtt5()) {
            publishMqtt5(one);
        } else {
            client(one.clientId().orElse("publisher"))
                    .publishWith()
                    .topic(one.publishTopic())
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(one.payload())
                    .send()
                    .join();
        }
    }

    private Mqtt3AsyncClient client(String clientId) {
        return clients.computeIfAbsent(clientId, id -> {
            Mqtt3AsyncClient client = MqttClient.builder()
                    .useMqttVersion3()
                    .identifier(id)
                    .serverHost(server().host("mqtt"))
                    .serverPort(Integer.parseInt(server().port("mqtt")))
                    .buildAsync();
            client.connect().join();
            return client;
        });
    }

    private void publishMqtt5(SqlCase one) {
        if (withoutMqtt5.isPresent()) {
            return;
        }
        Mqtt5BlockingClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier("mqtt5")
                .serverHost(server().host("mqtt"))
                .serverPort(Integer.parseInt(server().port("mqtt")))
                .buildBlocking();
        try {
            client.connect();
        } catch (Mqtt5MessageException | ConnectionFailedException refused) {
            withoutMqtt5 = Optional.of(String.valueOf(refused.getMessage()));
            return;
        }
        JsonNode properties = one.node().get("mqtt5");
        List<Mqtt5UserProperty> userProperties = new ArrayList<>();
        properties
                .path("userProperties")
                .forEach(pair -> userProperties.add(
                        Mqtt5UserProperty.of(pair.get(0).asString(), pair.get(1).asString())));
        var publish = client.publishWith()
                .topic(one.publishTopic())
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(one.payload())
                .contentType(properties.path("contentType").asString(null))
                .responseTopic(properties.path("responseTopic").asString(null))
                .userProperties()
                .addAll(userProperties)
                .applyUserProperties();
        if (properties.path("payloadFormatIndicator").asInt(0) == 1) {
            publish = publish.payloadFormatIndicator(Mqtt5PayloadFormatIndicator.UTF_8);
        }
        if (properties.has("correlationDataBase64")) {
            publish = publish.correlationData(Base64.getDecoder()
                    .decode(properties.get("correlationDataBase64").asString()));
        }
        publish.send();
        client.disconnect();
    }
}
