package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The seed's story with its own tools: AWS CLI, device SDK, Lambda with an npm package, a chat. One chapter a test. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStoryTest {
    private static final Path NPM = Mooring.ROOT.resolve("e2e/npm/node_modules");

    @TempDir
    private static Path directory;

    private static Mooring server;
    private static Aws aws;
    private static Devices devices;
    private static Devices.Device pi;
    private static Webhook chat;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(Shell.has("node"), "SKIPPED: no Node.js on this machine");
        Assumptions.assumeTrue(Files.isDirectory(NPM), "SKIPPED: the npm packages are not installed");
        server = Mooring.start(directory.resolve("data"));
        aws = Aws.of(server, directory);
        devices = new Devices(server, aws, directory);
        chat = new Webhook();
    }

    @AfterAll
    static void stop() {
        if (chat != null) {
            chat.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    @Order(1)
    void aThingGetsItsCertificateAndPolicies() throws IOException {
        pi = devices.create("vIoT-study", "study-policy", Devices.PERMISSIVE);
        assertThat(Files.readString(pi.certificate())).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(Files.readString(pi.key())).startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(pi.certificateId()).matches("[0-9a-f]{64}");
        JsonNode thing = aws.json("iot", "describe-thing", "--thing-name", "vIoT-study");
        assertThat(thing.path("thingArn").asString()).isEqualTo("arn:aws:iot:us-east-1:000000000000:thing/vIoT-study");
        JsonNode endpoint = aws.json("iot", "describe-endpoint", "--endpoint-type", "iot:Data-ATS");
        assertThat(endpoint.path("endpointAddress").asString()).isEqualTo(server.host("mqtts"));
    }

    @Test
    @Order(2)
    void theExamplesOfTheDeviceSdkExchangeMessages() {
        try (Shell.Running one = devices.example(pi, "vIoT-study", 1);
                Shell.Running two = devices.example(pi, "vIoT-study-2", 2)) {
            one.awaitOutput("connect\n");
            two.awaitOutput("connect\n");
            one.awaitOutput("message topic_1 \\{\"mode2Process\":\\d+\\}");
            two.awaitOutput("message topic_2 \\{\"mode1Process\":\\d+\\}");
        }
    }

    @Test
    @Order(3)
    void aRuleRunsTheLambdaAndTheChatHearsOfIt() throws Exception {
        Path zip = Zip.of(directory.resolve("function.zip"), resource("seed/index.js"), NPM);
        JsonNode function = aws.json(
                "lambda",
                "create-function",
                "--function-name",
                "chat",
                "--runtime",
                "nodejs20.x",
                "--handler",
                "index.handler",
                "--role",
                "arn:aws:iam::000000000000:role/lambda",
                "--zip-file",
                "fileb://" + zip,
                "--environment",
                "Variables={hungoutChat=" + chat.url() + "}");
        String functionArn = function.path("FunctionArn").asString();
        aws.run("lambda", "wait", "function-active-v2", "--function-name", "chat")
                .mustSucceed();
        aws.run("iot", "create-topic-rule", "--rule-name", "study_rule", "--topic-rule-payload", """
                        {"sql":"SELECT * FROM 'study_topic1'","awsIotSqlVersion":"2016-03-23",
                         "actions":[{"lambda":{"functionArn":"%s"}}]}""".formatted(
                                functionArn))
                .mustSucceed();
        aws.run(
                        "lambda",
                        "add-permission",
                        "--function-name",
                        "chat",
                        "--statement-id",
                        "iot",
                        "--action",
                        "lambda:InvokeFunction",
                        "--principal",
                        "iot.amazonaws.com",
                        "--source-arn",
                        "arn:aws:iot:us-east-1:000000000000:rule/study_rule")
                .mustSucceed();

        say("こんにちは");
        chat.awaitMessage("{\"text\":\"こんにちは\"}");
    }

    @Test
    @Order(4)
    void theDeviceOfTheSeedPushesEveryFiveSeconds() throws Exception {
        Path home = directory.resolve("vIoT-study");
        Files.copy(resource("seed/push.js"), home.resolve("push.js"));
        Files.createSymbolicLink(home.resolve("node_modules"), NPM);
        Map<String, String> environment = new HashMap<>(server.env());
        int before = chat.messages().size();
        try (Shell.Running push = new Shell(home, environment).start("node", "push.js")) {
            push.awaitOutput("connect\n");
            // The seed's Lambda reads "message", the seed's device sends "value": an empty text reaches the chat.
            Await.until(() -> chat.messages().size() > before, () -> "the chat heard nothing:\n" + server.log());
        }
        assertThat(chat.messages().getLast()).isEqualTo("{}");
    }

    @Test
    @Order(5)
    void everythingIsThereAfterKillMinusNineAndTheDeviceReconnects() throws IOException {
        try (Shell.Running device = devices.example(pi, "vIoT-study", 1)) {
            device.awaitOutput("connect\n");
            server.killNow();
            device.awaitOutput("(close|offline)\n");
            server = server.restart();
            aws = Aws.of(server, directory);
            device.awaitOutput("connect\n(.*\n)*(close|offline)\n(.*\n)*connect\n");
        }
        assertThat(aws.json("iot", "list-things").path("things")).hasSize(1);
        assertThat(aws.json("iot", "describe-certificate", "--certificate-id", pi.certificateId())
                        .path("certificateDescription")
                        .path("status")
                        .asString())
                .isEqualTo("ACTIVE");
        assertThat(aws.json("iot", "list-attached-policies", "--target", pi.arn())
                        .path("policies"))
                .hasSize(1);
        int before = chat.messages().size();
        say("after the crash");
        chat.awaitMessage("{\"text\":\"after the crash\"}");
        assertThat(chat.messages()).hasSizeGreaterThan(before);
        server.stop();
        server = server.restart();
        aws = Aws.of(server, directory);
        assertThat(aws.json("lambda", "list-functions").path("Functions")).hasSize(1);
    }

    private static void say(String message) throws IOException {
        // From a file: versions 1 and 2 of the CLI read binary arguments differently.
        Path payload = Files.writeString(directory.resolve("payload.json"), "{\"message\":\"" + message + "\"}");
        aws.run("iot-data", "publish", "--topic", "study_topic1", "--qos", "1", "--payload", "fileb://" + payload)
                .mustSucceed();
    }

    private static Path resource(String name) throws URISyntaxException {
        return Path.of(FirstStoryTest.class.getResource("/" + name).toURI());
    }
}
