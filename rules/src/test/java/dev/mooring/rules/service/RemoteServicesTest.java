package dev.mooring.rules.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.rules.action.AwsClients;
import dev.mooring.rules.action.DynamoDbLocal;
import dev.mooring.rules.action.FakeService;
import dev.mooring.rules.action.TargetService;
import dev.mooring.rules.action.TestEndpoints;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/** The functions that ask other services, as statements, against servers of the real protocols. */
class RemoteServicesTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final String ROLE = "'arn:aws:iam::123456789012:role/r'";
    private static final String JSON_1_1 = "application/x-amz-json-1.1";

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
    private final InstantSource clock = now::get;
    private final TestEndpoints endpoints = new TestEndpoints();
    private final AwsClients clients = new AwsClients(endpoints);

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(directory.resolve("state.db")), Durability.OS);
    }

    @AfterEach
    void close() throws Exception {
        clients.close();
        store.close();
    }

    private RuleServices services(Duration patience) {
        RemoteServices remote = new RemoteServices(clients, directory.resolve("descriptors"), patience, clock);
        return new LiveRuleServices(store, (_, _, _, _) -> new SqlServices.Answer.Text(""), remote, patience);
    }

    private RuleServices services() {
        return services(Duration.ofSeconds(30));
    }

    private SqlOutcome.Output run(RuleServices services, String sql, byte[] payload) {
        Message message = new Message(
                TENANT,
                "a/b",
                payload,
                0,
                false,
                MessageProperties.NONE,
                new Origin(Origin.Protocol.MQTT, Optional.of("c"), "p", Optional.empty(), Optional.empty(), 0),
                0);
        SqlInput input = SqlInput.of(message, clock, services.of(TENANT, "arn:aws:iot:us-east-1:123456789012:rule/r"));
        return (SqlOutcome.Output)
                SqlStatement.parse(sql, SqlVersion.V2016_03_23).evaluate(input);
    }

    private String result(RuleServices services, String sql) {
        return new String(
                run(services, sql, "{\"id\":\"d1\",\"n\":7}".getBytes(StandardCharsets.UTF_8))
                        .payload(),
                StandardCharsets.UTF_8);
    }

    private List<String> notes(RuleServices services, String sql) {
        return run(services, sql, "{}".getBytes(StandardCharsets.UTF_8)).notes();
    }

    private static String secret(String more) {
        return "SELECT get_secret('API_KEY', " + more + ROLE + ") AS v, 1 AS ok FROM 't'";
    }

    @Test
    void aSecretIsReadOnceInFifteenMinutes() throws Exception {
        try (FakeService secrets = new FakeService()) {
            endpoints.with(TargetService.SECRETS_MANAGER, secrets.uri());
            secrets.answers(200, JSON_1_1, "{\"SecretString\":\"{\\\"user\\\":\\\"u\\\",\\\"n\\\":1}\"}")
                    .answers(200, JSON_1_1, "{\"SecretString\":\"plain\"}");
            RuleServices services = services();
            assertThat(result(services, secret("'SecretString', 'user', "))).isEqualTo("{\"v\":\"u\",\"ok\":1}");
            assertThat(result(services, secret("'SecretString', 'other', "))).isEqualTo("{\"ok\":1}");
            assertThat(result(services, secret("'SecretString', ")))
                    .isEqualTo("{\"v\":\"{\\\"user\\\":\\\"u\\\",\\\"n\\\":1}\",\"ok\":1}");
            assertThat(secrets.requests()).singleElement().satisfies(request -> {
                assertThat(request.header("x-amz-target")).isEqualTo("secretsmanager.GetSecretValue");
                assertThat(request.json().get("SecretId").asString()).isEqualTo("API_KEY");
                assertThat(request.signedFor()).isEqualTo("secretsmanager us-east-1");
            });
            now.updateAndGet(before -> before.plus(Secrets.KEPT));
            assertThat(result(services, secret("'SecretString', "))).isEqualTo("{\"v\":\"plain\",\"ok\":1}");
            assertThat(result(services, secret("'SecretString', 'user', "))).isEqualTo("{\"ok\":1}");
            assertThat(notes(services, secret("'SecretBinary', ")))
                    .containsExactly("get_secret(): API_KEY has no SecretBinary");
            assertThat(secrets.requests()).hasSize(2);
        }
    }

    @Test
    void aBinarySecretComesInBase64AndHasNoKeys() throws Exception {
        try (FakeService secrets = new FakeService()) {
            endpoints.with(TargetService.SECRETS_MANAGER, secrets.uri());
            secrets.answers(200, JSON_1_1, "{\"SecretBinary\":\"/wAB\"}");
            RuleServices services = services();
            assertThat(result(services, secret("'SecretBinary', "))).isEqualTo("{\"v\":\"/wAB\",\"ok\":1}");
            assertThat(result(services, secret("'SecretBinary', 'k', "))).isEqualTo("{\"ok\":1}");
            assertThat(result(services, secret("'Other', "))).isEqualTo("{\"ok\":1}");
        }
    }

    @Test
    void aRefusalIsUndefinedWithAReasonAndForgottenSoon() throws Exception {
        try (FakeService secrets = new FakeService()) {
            endpoints.with(TargetService.SECRETS_MANAGER, secrets.uri());
            secrets.answers(
                            400,
                            JSON_1_1,
                            "{\"__type\":\"ResourceNotFoundException\",\"message\":\"can't find the secret\"}")
                    .answers(200, JSON_1_1, "{\"SecretString\":\"s\"}");
            RuleServices services = services();
            for (int i = 0; i < 3; i++) {
                assertThat(notes(services, secret("'SecretString', ")))
                        .singleElement()
                        .satisfies(note -> assertThat(note).startsWith("get_secret(): can't find the secret"));
            }
            assertThat(secrets.requests()).hasSize(1);
            now.updateAndGet(before -> before.plus(Secrets.FAILURE_KEPT));
            assertThat(result(services, secret("'SecretString', "))).isEqualTo("{\"v\":\"s\",\"ok\":1}");
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsWaitedForNoLongerThanItsLimit() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort());
            endpoints.with(TargetService.SECRETS_MANAGER, uri).with(TargetService.S3, uri);
            RuleServices services = services(Duration.ofMillis(200));
            assertThat(notes(services, secret("'SecretString', ")))
                    .containsExactly("get_secret(): no answer within 200 ms");
            assertThat(notes(services, "SELECT decode('AA==', 'proto', 'b', 'k', 'p', 'T') AS v FROM 't'"))
                    .containsExactly("decode() of s3://b/k: no answer within 200 ms");
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    @SuppressWarnings("unchecked") // varargs of consumers
    void anItemOfATableIsPlainJson() throws Exception {
        try (DynamoDbLocal server = new DynamoDbLocal()) {
            endpoints.with(TargetService.DYNAMODB, server.uri());
            DynamoDbClient dynamoDb =
                    clients.get(TENANT, TargetService.DYNAMODB, DynamoDbClient.class, DynamoDbClient::builder);
            dynamoDb.createTable(c -> c.tableName("devices")
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH), k -> k.attributeName("n")
                            .keyType(KeyType.RANGE))
                    .attributeDefinitions(
                            a -> a.attributeName("id").attributeType(ScalarAttributeType.S),
                            a -> a.attributeName("n").attributeType(ScalarAttributeType.N)));
            dynamoDb.putItem(p -> p.tableName("devices")
                    .item(Map.of(
                            "id", AttributeValue.fromS("d1"),
                            "n", AttributeValue.fromN("7"),
                            "location",
                                    AttributeValue.fromM(
                                            Map.of("lat", AttributeValue.fromN("47.60600000000000000000000000000001"))),
                            "all",
                                    AttributeValue.fromL(List.of(
                                            AttributeValue.fromBool(true),
                                            AttributeValue.fromNul(true),
                                            AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {-1, 0, 1})),
                                            AttributeValue.fromSs(List.of("x")),
                                            AttributeValue.fromNs(List.of("3")))))));
            dynamoDb.putItem(p -> p.tableName("devices")
                    .item(Map.of(
                            "id",
                            AttributeValue.fromS("large"),
                            "n",
                            AttributeValue.fromN("7"),
                            "text",
                            AttributeValue.fromS("x".repeat(TableItems.MAX_BYTES)))));
            RuleServices services = services();
            String call = "get_dynamodb('devices', 'id', %s, 'n', %s, " + ROLE + ")";
            assertThat(result(services, "SELECT id, " + call.formatted("id", "n") + ".location AS location FROM 't'"))
                    .isEqualTo("{\"id\":\"d1\",\"location\":{\"lat\":47.60600000000000000000000000000001}}");
            assertThat(result(services, "SELECT VALUE " + call.formatted("'d1'", "7") + ".all FROM 't'"))
                    .isEqualTo("[true,null,\"/wAB\",[\"x\"],[3]]");
            assertThat(notes(services, "SELECT " + call.formatted("'d2'", "7") + " AS v FROM 't'"))
                    .containsExactly("get_dynamodb(): there is no such item in devices");
            assertThat(notes(services, "SELECT " + call.formatted("'large'", "7") + " AS v FROM 't'"))
                    .singleElement()
                    .satisfies(note -> assertThat(note).contains("more than 8192"));
            assertThat(notes(services, "SELECT get_dynamodb('missing', 'id', 'a', " + ROLE + ") AS v FROM 't'"))
                    .singleElement()
                    .satisfies(note ->
                            assertThat(note).startsWith("get_dynamodb(): ").contains("DynamoDb"));
        }
    }

    @Test
    void aDescriptorIsReadFromS3AndFromAFileBeforeIt() throws Exception {
        S3Proxy server = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(
                        AuthenticationType.AWS_V4, TestEndpoints.KEY.accessKeyId(), TestEndpoints.KEY.secretAccessKey())
                .build();
        server.start();
        try {
            endpoints.with(TargetService.S3, URI.create("http://127.0.0.1:" + server.getPort()));
            clients.s3(TENANT).createBucket(b -> b.bucket("protos"));
            clients.s3(TENANT)
                    .putObject(
                            p -> p.bucket("protos").key("v1/sensor.desc"),
                            RequestBody.fromBytes(descriptor("temperature")));
            RuleServices services = services();
            String sql = "SELECT VALUE decode(*, 'proto', 'protos', 'v1/sensor.desc', 'sensor', 'Reading') FROM 't'";
            byte[] reading = {0x08, 21};
            assertThat(run(services, sql, reading).payload()).asString().isEqualTo("{\"temperature\":21}");

            Path file = directory.resolve("descriptors/protos/v1/sensor.desc");
            Files.createDirectories(file.getParent());
            Files.write(file, descriptor("celsius"));
            assertThat(run(services, sql, reading).payload()).asString().isEqualTo("{\"temperature\":21}");
            now.updateAndGet(before -> before.plus(ProtobufDescriptors.KEPT));
            assertThat(run(services, sql, reading).payload()).asString().isEqualTo("{\"celsius\":21}");

            assertThat(run(services, sql.replace("v1", "v2"), reading).notes())
                    .singleElement()
                    .satisfies(note -> assertThat(note).startsWith("decode() of s3://protos/v2/sensor.desc: "));
        } finally {
            server.stop();
        }
    }

    @Test
    void aDescriptorsNameDoesNotLeadOutOfTheDirectory() throws IOException {
        Files.createDirectories(directory.resolve("descriptors"));
        Files.write(directory.resolve("outside.desc"), descriptor("temperature"));
        for (String names : List.of(
                "'..', 'outside.desc'",
                "'b', '../../outside.desc'",
                "'.', '../outside.desc'",
                "'" + directory + "', 'outside.desc'",
                "'b', '" + directory + "/outside.desc'")) {
            assertThat(notes(
                            services(),
                            "SELECT decode('CBU=', 'proto', " + names + ", 'sensor', 'Reading') AS v FROM 't'"))
                    .as(names)
                    .singleElement()
                    .satisfies(note -> assertThat(note).startsWith("decode() of s3://"));
        }
    }

    private static byte[] descriptor(String field) {
        return FileDescriptorSet.newBuilder()
                .addFile(FileDescriptorProto.newBuilder()
                        .setName("sensor.proto")
                        .setSyntax("proto3")
                        .addMessageType(DescriptorProto.newBuilder()
                                .setName("Reading")
                                .addField(FieldDescriptorProto.newBuilder()
                                        .setName(field)
                                        .setNumber(1)
                                        .setType(FieldDescriptorProto.Type.TYPE_INT32)
                                        .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL))))
                .build()
                .toByteArray();
    }
}
