package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.core.Tenant;
import dev.mooring.rules.action.TargetService;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.Profile;
import dev.mooring.server.config.RuleActions;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.config.TargetSettings;
import dev.mooring.store.Durability;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iotdataplane.IotDataPlaneClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole server delivers a published message to an endpoint outside, and says why where it cannot. */
@Timeout(120)
class RuleDeliveryTest {
    private static final String ACCOUNT = "123456789012";

    @TempDir
    Path data;

    private final BlockingQueue<Map.Entry<String, String>> received = new LinkedBlockingQueue<>();
    private HttpServer outside;

    @BeforeEach
    void startOutside() throws IOException {
        outside = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        outside.createContext("/", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                received.add(Map.entry(exchange.getRequestURI().getPath(), body));
                byte[] answer = "{\"MessageId\":\"1\"}".getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        outside.start();
    }

    @AfterEach
    void stopOutside() {
        outside.stop(0);
    }

    private URI outsideUri() {
        return URI.create("http://127.0.0.1:" + outside.getAddress().getPort());
    }

    private ServerConfig config() {
        return new ServerConfig(
                data,
                "127.0.0.1",
                Optional.empty(),
                0,
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                new Tenant(ACCOUNT, "us-east-1"),
                true,
                Profile.AWS,
                false,
                Optional.empty(),
                Durability.OS,
                RuleActions.DURABLE,
                HttpDestinations.OPEN,
                Map.of(TargetService.SQS, TargetSettings.NONE.withEndpoint(outsideUri())));
    }

    private void publishThrough(Consumer<IotClient> rules) {
        try (MooringServer server = MooringServer.start(config())) {
            URI api = URI.create("http://" + server.endpoints().http());
            var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCOUNT, "any"));
            try (IotClient iot = IotClient.builder()
                            .httpClient(UrlConnectionHttpClient.create())
                            .region(Region.US_EAST_1)
                            .endpointOverride(api)
                            .credentialsProvider(credentials)
                            .build();
                    IotDataPlaneClient iotData = IotDataPlaneClient.builder()
                            .httpClient(UrlConnectionHttpClient.create())
                            .region(Region.US_EAST_1)
                            .endpointOverride(api)
                            .credentialsProvider(credentials)
                            .build()) {
                rules.accept(iot);
                iotData.publish(p -> p.topic("t/1").payload(SdkBytes.fromUtf8String("{\"v\":1}")));
            }
        }
    }

    private Map.Entry<String, String> next() throws InterruptedException {
        Map.Entry<String, String> next = received.poll(60, TimeUnit.SECONDS);
        assertThat(next).as("a request outside").isNotNull();
        return next;
    }

    @Test
    void deliversToTheChosenEndpoint() throws InterruptedException {
        publishThrough(
                iot -> iot.createTopicRule(c -> c.ruleName("r").topicRulePayload(p -> p.sql("SELECT v FROM 't/+'")
                        .actions(Action.builder()
                                .sqs(s -> s.queueUrl("http://queue/1/q").roleArn("arn:aws:iam::123456789012:role/r"))
                                .build()))));
        JsonNode request = JsonMapper.shared().readTree(next().getValue());
        assertThat(request.path("QueueUrl").asString()).isEqualTo("http://queue/1/q");
        assertThat(request.path("MessageBody").asString()).isEqualTo("{\"v\":1}");
    }

    @Test
    void tellsTheErrorActionWhatTheServersOwnPortAnsweredWhereTheTargetIsMissing() throws InterruptedException {
        publishThrough(
                iot -> iot.createTopicRule(c -> c.ruleName("r").topicRulePayload(p -> p.sql("SELECT * FROM 't/+'")
                        .actions(Action.builder()
                                .iotEvents(e -> e.inputName("i").roleArn("arn:aws:iam::123456789012:role/r"))
                                .build())
                        .errorAction(Action.builder()
                                .http(h -> h.url(outsideUri() + "/errors"))
                                .build()))));
        Map.Entry<String, String> report = next();
        assertThat(report.getKey()).isEqualTo("/errors");
        JsonNode failure =
                JsonMapper.shared().readTree(report.getValue()).path("failures").get(0);
        assertThat(failure.path("failedAction").asString()).isEqualTo("IotEventsAction");
        assertThat(failure.path("errorMessage").asString())
                .startsWith("Failed to send message to IoT Events input. The error received was ")
                .contains("ResourceNotFoundException: Input i was not found.");
    }
}
