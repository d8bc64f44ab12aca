package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.mooring.core.Tenant;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.Profile;
import dev.mooring.server.config.RuleActions;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.store.Durability;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.LogLevel;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server tells what happens: in the entries of logging v2 and in its metrics. */
@Timeout(120)
class ObservationTest {
    private static final String ACCOUNT = "123456789012";

    @TempDir
    Path data;

    private final BlockingQueue<JsonNode> entries = new LinkedBlockingQueue<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            entries.add(JsonMapper.shared().readTree(event.getFormattedMessage()));
        }
    };
    private final Logger iotLogs = (Logger) LoggerFactory.getLogger("AWSIotLogsV2");

    private MooringServer server;
    private IotClient iot;

    @BeforeEach
    void start() {
        appender.start();
        iotLogs.addAppender(appender);
        open();
        iot.createTopicRule(c -> c.ruleName("r").topicRulePayload(p -> p.sql("SELECT * FROM 't/+'")
                .actions(Action.builder()
                        .republish(r -> r.topic("out").roleArn("arn:aws:iam::123456789012:role/r"))
                        .build())));
    }

    private void open() {
        server = MooringServer.start(new ServerConfig(
                data,
                "127.0.0.1",
                Optional.empty(),
                0,
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.of(0),
                Optional.empty(),
                new Tenant(ACCOUNT, "us-east-1"),
                true,
                Profile.AWS,
                false,
                Optional.empty(),
                Durability.OS,
                RuleActions.DURABLE,
                HttpDestinations.OPEN,
                Map.of()));
        iot = IotClient.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://" + server.endpoints().http()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "any")))
                .build();
    }

    @AfterEach
    void stop() {
        close();
        iotLogs.detachAppender(appender);
    }

    private void close() {
        iot.close();
        server.close();
    }

    private void publishAndWaitForTheResult() throws MqttException, InterruptedException {
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        try (MqttClient client = new MqttClient(
                "tcp://" + server.endpoints().mqtt().orElseThrow(), "device-1", new MemoryPersistence())) {
            client.connect();
            client.subscribe("out", (topic, message) -> results.add(message.toString()));
            client.publish("t/1", "{\"v\":1}".getBytes(StandardCharsets.UTF_8), 1, false);
            assertThat(results.poll(60, TimeUnit.SECONDS)).isEqualTo("{\"v\":1}");
            client.disconnect();
        }
    }

    private JsonNode next(List<JsonNode> seen, String eventType) throws InterruptedException {
        while (true) {
            for (JsonNode entry : seen) {
                if (entry.path("eventType").asString().equals(eventType)) {
                    return entry;
                }
            }
            JsonNode entry = entries.poll(60, TimeUnit.SECONDS);
            assertThat(entry).as("an entry of " + eventType + " after " + seen).isNotNull();
            seen.add(entry);
        }
    }

    @Test
    void whatADeviceAndItsRulesDoIsLoggedOnceTheAccountWantsIt() throws Exception {
        publishAndWaitForTheResult();
        assertThat(entries).isEmpty();

        iot.setV2LoggingOptions(
                o -> o.roleArn("arn:aws:iam::123456789012:role/logs").defaultLogLevel(LogLevel.DEBUG));
        publishAndWaitForTheResult();
        List<JsonNode> seen = new ArrayList<>();
        JsonNode connect = next(seen, "Connect");
        assertThat(connect.path("clientId").asString()).isEqualTo("device-1");
        assertThat(connect.path("sourceIp").asString()).isEqualTo("127.0.0.1");
        assertThat(connect.path("accountId").asString()).isEqualTo(ACCOUNT);
        assertThat(next(seen, "Subscribe").path("topicName").asString()).isEqualTo("out");
        JsonNode publish = next(seen, "Publish-In");
        assertThat(publish.path("topicName").asString()).isEqualTo("t/1");
        JsonNode match = next(seen, "RuleMatch");
        assertThat(match.path("ruleName").asString()).isEqualTo("r");
        assertThat(match.path("traceId")).isEqualTo(publish.path("traceId"));
        JsonNode execution = next(seen, "RuleExecution");
        assertThat(execution.path("status").asString()).isEqualTo("Success");
        assertThat(execution.path("resources").path("RepublishTopic").asString())
                .isEqualTo("out");
        JsonNode disconnect = next(seen, "Disconnect");
        assertThat(disconnect.path("disconnectReason").asString()).isEqualTo("CLIENT_INITIATED_DISCONNECT");
        assertThat(disconnect.path("sourcePort").asInt()).isPositive();

        iot.setV2LoggingOptions(o -> o.disableAllLogs(true));
        entries.clear();
        publishAndWaitForTheResult();
        assertThat(entries).isEmpty();
    }

    @Test
    void optionsAreStillThereAfterARestart() throws Exception {
        iot.setV2LoggingOptions(
                o -> o.roleArn("arn:aws:iam::123456789012:role/logs").defaultLogLevel(LogLevel.INFO));
        close();
        open();
        publishAndWaitForTheResult();
        assertThat(next(new ArrayList<>(), "RuleMatch").path("ruleName").asString())
                .isEqualTo("r");
    }

    @Test
    void rulesAreCountedForWhoeverHasTheTokenOrASignature() throws Exception {
        publishAndWaitForTheResult();
        String token = Files.readString(data.resolve("metrics-token")).strip();
        String labels = "ActionType=\"\",RuleName=\"r\",account=\"123456789012\",region=\"us-east-1\"";
        HttpResponse<String> scraped = metrics(Optional.of("Bearer " + token));
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(scraped.body())
                .contains(
                        "aws_iot_TopicMatch_total{" + labels + "} 1.0",
                        "aws_iot_RulesExecuted_total{" + labels + "} 1.0",
                        "aws_iot_Success_total{" + labels.replace("\"\"", "\"republish\"") + "} 1.0",
                        "jvm_memory_used_bytes");
        publishAndWaitForTheResult();
        assertThat(metrics(Optional.of("Bearer " + token)).body())
                .contains("aws_iot_TopicMatch_total{" + labels + "} 2.0");
        assertThat(metrics(Optional.of("Bearer " + token + "0")).statusCode()).isEqualTo(403);
        assertThat(metrics(Optional.empty()).statusCode()).isEqualTo(403);
    }

    private HttpResponse<String> metrics(Optional<String> authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://" + server.endpoints().http() + "/mooring/metrics"));
        authorization.ifPresent(value -> request.header("Authorization", value));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
