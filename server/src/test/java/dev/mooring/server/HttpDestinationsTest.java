package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.core.Tenant;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.RuleDestinationRecord;
import dev.mooring.store.RuleDestinationRecord.Status;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.TopicRuleDestinationStatus;
import software.amazon.awssdk.services.iotdataplane.IotDataPlaneClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where http actions may send to: a whole server, and a webhook that is asked first. */
@Timeout(120)
class HttpDestinationsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    @TempDir
    private Path directory;

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private HttpServer webhook;

    private record Received(String type, String arn, String body) {}

    @BeforeEach
    void listen() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            received.add(new Received(
                    String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-rules-engine-message-type")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("x-amz-rules-engine-destination-arn")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        webhook.start();
    }

    @AfterEach
    void stop() {
        webhook.stop(0);
    }

    private ServerConfig config(HttpDestinations mode) {
        ServerConfig usual = ServerConfig.forPrivateUse(directory.resolve("data"));
        return new ServerConfig(
                usual.data(),
                usual.bind(),
                usual.hostname(),
                usual.httpPort(),
                usual.mqttsPort(),
                usual.httpsPort(),
                usual.alpnPort(),
                usual.mqttPort(),
                usual.mqttPrincipal(),
                usual.tenant(),
                true,
                usual.profile(),
                usual.explainRefusals(),
                usual.database(),
                Durability.OS,
                usual.ruleActions(),
                mode,
                usual.targets());
    }

    @Test
    void aRuleSendsWhenItsDestinationHasBeenConfirmedAndNotBefore() throws Exception {
        try (MooringServer server = MooringServer.start(config(HttpDestinations.CONFIRMED));
                IotClient iot = configured(IotClient.builder(), server).build();
                IotDataPlaneClient data =
                        configured(IotDataPlaneClient.builder(), server).build()) {
            String url = "http://127.0.0.1:" + webhook.getAddress().getPort() + "/in";
            iot.createTopicRule(r -> r.ruleName("hook").topicRulePayload(p -> p.sql("SELECT * FROM 't'")
                    .actions(a -> a.http(h -> h.url(url)))
                    .errorAction(a ->
                            a.republish(e -> e.topic("failed").qos(1).roleArn("arn:aws:iam::000000000000:role/r")))));
            Received challenge = next();
            assertThat(challenge.type()).isEqualTo("DestinationConfirmation");
            publish(data, "early");
            JsonNode body = JsonMapper.shared().readTree(challenge.body());
            try (HttpClient browser = HttpClient.newHttpClient()) {
                assertThat(browser.send(
                                        HttpRequest.newBuilder(URI.create(
                                                        body.path("enableUrl").asString()))
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode())
                        .isEqualTo(200);
            }
            assertThat(iot.getTopicRuleDestination(r -> r.arn(challenge.arn()))
                            .topicRuleDestination()
                            .status())
                    .isEqualTo(TopicRuleDestinationStatus.ENABLED);
            publish(data, "late");
            assertThat(next().body()).as("what was published too early failed").isEqualTo("{\"v\":\"late\"}");
        }
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(30, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    private static void publish(IotDataPlaneClient data, String value) {
        data.publish(r -> r.topic("t").qos(0).payload(SdkBytes.fromUtf8String("{\"v\":\"" + value + "\"}")));
    }

    private static <
                    B extends
                            software.amazon.awssdk.awscore.client.builder.AwsClientBuilder<B, C>
                                    & software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder<B, C>,
                    C>
            B configured(B builder, MooringServer server) {
        return builder.httpClientBuilder(UrlConnectionHttpClient.builder())
                .region(Region.US_EAST_1)
                .endpointOverride(URI.create("http://" + server.endpoints().http()))
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "any")));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "OPEN,      -,           http://a.example/x,     true",
                "OPEN,      ENABLED,     http://a.example/x,     true",
                "OPEN,      IN_PROGRESS, http://a.example/x,     true",
                "OPEN,      ERROR,       http://a.example/x,     true",
                "OPEN,      DISABLED,    http://a.example/x,     false",
                "OPEN,      DISABLED,    http://b.example/x,     true",
                "CONFIRMED, -,           http://a.example/x,     false",
                "CONFIRMED, ENABLED,     http://a.example/x,     true",
                "CONFIRMED, ENABLED,     http://a.example/y,     false",
                "CONFIRMED, ENABLED,     http://a.example/x/y?z, true",
                "CONFIRMED, IN_PROGRESS, http://a.example/x,     false",
                "CONFIRMED, ERROR,       http://a.example/x,     false",
                "CONFIRMED, DISABLED,    http://a.example/x,     false",
            })
    void addressesAreJudgedByTheDestinationsThatCoverThem(
            HttpDestinations mode, Status status, String url, boolean mayBeSentTo) {
        try (Store store = SqlStore.open(new Location.SqliteFile(directory.resolve("gate.db")), Durability.OS)) {
            if (status != null) {
                put(store, "1", "http://a.example/x", status);
            }
            assertThat(new HttpDestinationGate(store, mode).refusal(TENANT, url).isEmpty())
                    .isEqualTo(mayBeSentTo);
        }
    }

    @Test
    void aConfirmedServerIsNoPrefixOfAnother() {
        try (Store store = SqlStore.open(new Location.SqliteFile(directory.resolve("gate.db")), Durability.OS)) {
            put(store, "1", "http://a.example", Status.ENABLED);
            HttpDestinationGate gate = new HttpDestinationGate(store, HttpDestinations.CONFIRMED);
            assertThat(gate.refusal(TENANT, "http://a.example/x")).isEmpty();
            assertThat(gate.refusal(TENANT, "http://a.example.org/x")).isPresent();
            assertThat(gate.refusal(TENANT, "http://a.example@evil.example/x")).isPresent();
            assertThat(gate.refusal(new Tenant("111111111111", "us-east-1"), "http://a.example/x"))
                    .isPresent();
        }
    }

    private static void put(Store store, String id, String url, Status status) {
        store.write(tables -> {
            tables.ruleDestinations(TENANT)
                    .put(new RuleDestinationRecord(id, url, status, "", "token", Instant.EPOCH, Instant.EPOCH));
            return id;
        });
    }
}
