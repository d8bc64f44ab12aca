package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What must be refused, asked by real clients; and that the log says why. */
class RefusalsTest {
    private static final Path NPM = Mooring.ROOT.resolve("e2e/npm/node_modules");
    private static final String ARN = "arn:aws:iot:us-east-1:000000000000:";

    @TempDir
    private static Path directory;

    private static Mooring server;
    private static Aws aws;
    private static Devices devices;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Shell.has("node"), "SKIPPED: no Node.js on this machine");
        Assumptions.assumeTrue(Files.isDirectory(NPM), "SKIPPED: the npm packages are not installed");
        server = Mooring.start(directory.resolve("data"));
        aws = Aws.of(server, directory);
        devices = new Devices(server, aws, directory);
        Files.createSymbolicLink(directory.resolve("node_modules"), NPM);
        try (var client = RefusalsTest.class.getResourceAsStream("/client.js")) {
            Files.copy(client, directory.resolve("client.js"));
        }
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    private static Shell.Running client(Devices.Device device, String clientId, String operation, String topic) {
        return client(device.certificate(), device.key(), clientId, operation, topic);
    }

    private static Shell.Running client(Path certificate, Path key, String clientId, String operation, String topic) {
        return new Shell(directory, Map.of())
                .start(
                        "node",
                        "client.js",
                        server.host("mqtts"),
                        server.port("mqtts"),
                        clientId,
                        server.rootCa().toString(),
                        certificate.toString(),
                        key.toString(),
                        operation,
                        topic);
    }

    private static String statement(String action, String resource) {
        return """
                {"Effect":"Allow","Action":"iot:%s","Resource":"%s"}""".formatted(action, ARN + resource);
    }

    private static String policy(String... statements) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static void awaitLog(String expression) {
        Await.until(
                () -> server.log().matches("(?s).*" + expression + ".*"),
                () -> "the log never said /" + expression + "/:\n" + server.log());
    }

    @Test
    void aClientWithoutCertificateIsRefusedInTheHandshake() {
        Shell.Result result = new Shell(directory, Map.of())
                .run("node", "-e", """
                        const s = require('tls').connect({host: '%s', port: %s, servername: 'localhost',
                          ca: require('fs').readFileSync('%s')}, () => s.write('\\u0010'));
                        s.on('error', e => { console.log('refused', e.code); process.exit(0); });
                        s.on('close', () => { console.log('closed'); process.exit(1); });
                        """.formatted(server.host("mqtts"), server.port("mqtts"), server.rootCa()));
        assertThat(result.both()).contains("refused").contains("CERTIFICATE_REQUIRED");
        awaitLog("no certificate");
    }

    @Test
    void aForeignCertificateIsRefusedInTheHandshake() {
        Assumptions.assumeTrue(Shell.has("openssl"), "SKIPPED: no openssl on this machine");
        new Shell(directory, Map.of())
                .run(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-subj",
                        "/CN=foreign",
                        "-days",
                        "1",
                        "-keyout",
                        "foreign.key",
                        "-out",
                        "foreign.pem")
                .mustSucceed();
        try (Shell.Running client =
                client(directory.resolve("foreign.pem"), directory.resolve("foreign.key"), "foreign", "connect", "")) {
            client.awaitOutput("error|close");
            assertThat(client.output()).doesNotContain("connect\n");
        }
        awaitLog("CN=foreign\\) is not registered");
    }

    @Test
    void anInactiveCertificateIsRefusedAndDeactivatingDisconnects() {
        Devices.Device device = devices.create("flap", "flap-policy", Devices.PERMISSIVE);
        try (Shell.Running client = client(device, "flap", "subscribe", "flap/#")) {
            client.awaitOutput("granted");
            aws.run("iot", "update-certificate", "--certificate-id", device.certificateId(), "--new-status", "INACTIVE")
                    .mustSucceed();
            client.awaitOutput("close\n");
        }
        try (Shell.Running client = client(device, "flap", "connect", "")) {
            client.awaitOutput("error|close");
            assertThat(client.output()).doesNotContain("connect\n");
        }
        awaitLog(device.certificateId() + " is INACTIVE");
    }

    @Test
    void aCertificateWithoutPolicyMayNotConnect() {
        Devices.Device device = devices.createBare("nobody");
        try (Shell.Running client = client(device, "nobody", "connect", "")) {
            client.awaitOutput("close\n");
            assertThat(client.output()).doesNotContain("connect\n");
        }
        awaitLog("iot:Connect on " + ARN + "client/nobody");
    }

    @Test
    void theTightPolicyLetsOnlyTheThingItselfIn() {
        Devices.Device device = devices.create(
                "tight",
                "tight-policy",
                policy(
                        statement("Connect", "client/${iot:Connection.Thing.ThingName}"),
                        statement("Publish", "topic/devices/${iot:Connection.Thing.ThingName}/*"),
                        statement("Subscribe", "topicfilter/devices/${iot:Connection.Thing.ThingName}/*"),
                        statement("Receive", "topic/devices/${iot:Connection.Thing.ThingName}/public")));
        try (Shell.Running other = client(device, "somebody-else", "connect", "")) {
            other.awaitOutput("close\n");
            assertThat(other.output()).doesNotContain("connect\n");
        }
        awaitLog("client/somebody-else.*tight-policy");

        try (Shell.Running subscriber = client(device, "tight", "subscribe", "devices/tight/#")) {
            subscriber.awaitOutput("granted \\[\\{\"topic\":\"devices/tight/#\",\"qos\":1\\}\\]");
            // Not allowed to receive the first, so that only the second arrives.
            say("devices/tight/secret");
            say("devices/tight/public");
            subscriber.awaitOutput("message devices/tight/public");
            assertThat(subscriber.output()).doesNotContain("secret");
        }
        awaitLog("iot:Receive on " + ARN + "topic/devices/tight/secret");

        try (Shell.Running subscriber = client(device, "tight", "subscribe", "devices/other/#")) {
            subscriber.awaitOutput("granted .*128");
        }
        awaitLog("iot:Subscribe on " + ARN + "topicfilter/devices/other/#");

        try (Shell.Running publisher = client(device, "tight", "publish", "devices/tight/a")) {
            publisher.awaitOutput("published ok");
        }
        try (Shell.Running publisher = client(device, "tight", "publish", "devices/other/a")) {
            publisher.awaitOutput("connect\n(.*\n)*close\n");
            assertThat(publisher.output()).doesNotContain("published ok");
        }
        awaitLog("iot:Publish on " + ARN + "topic/devices/other/a");
    }

    private static void say(String topic) {
        try {
            Path payload = Files.writeString(directory.resolve("say.json"), "{}");
            aws.run("iot-data", "publish", "--topic", topic, "--qos", "1", "--payload", "fileb://" + payload)
                    .mustSucceed();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aWrongSecretAndAnUnknownKeyAreRefused() {
        Map<String, String> environment = new HashMap<>(server.env());
        environment.put("AWS_SECRET_ACCESS_KEY", "wrong");
        assertThat(Aws.of(environment, directory).run("iot", "list-things").err())
                .contains("InvalidSignatureException")
                .contains("signature we calculated does not match");
        environment.put("AWS_ACCESS_KEY_ID", "AKIAXXXXXXXXXXXXXXXX");
        assertThat(Aws.of(environment, directory).run("iot", "list-things").err())
                .contains("UnrecognizedClientException");
    }

    @Test
    void namesThatBreakTheModelsPatternAreRefusedInAwsWords() {
        Shell.Result result = aws.run("iot", "create-thing", "--thing-name", "no spaces");
        assertThat(result.status()).isNotZero();
        assertThat(result.err())
                .contains("InvalidRequestException")
                .contains("Value 'no spaces' at 'thingName' failed to satisfy constraint")
                .contains("[a-zA-Z0-9:_-]+");
    }

    @Test
    void malformedJsonIsRefused() {
        assertThat(aws.run("iot", "create-policy", "--policy-name", "bad", "--policy-document", "{\"Version\":")
                        .err())
                .contains("MalformedPolicyException");
        Assumptions.assumeTrue(Shell.has("curl"), "SKIPPED: no curl on this machine");
        Map<String, String> env = server.env();
        Shell.Result result = new Shell(directory, Map.of())
                .run(
                        "curl",
                        "-sS",
                        "-i",
                        "--aws-sigv4",
                        "aws:amz:us-east-1:iot",
                        "--user",
                        env.get("AWS_ACCESS_KEY_ID") + ":" + env.get("AWS_SECRET_ACCESS_KEY"),
                        "-H",
                        "content-type: application/json",
                        "--data-binary",
                        "{\"attributePayload\":",
                        env.get("AWS_ENDPOINT_URL") + "/things/broken");
        assertThat(result.out()).contains("HTTP/1.1 400").containsIgnoringCase("x-amzn-errortype");
        assertThat(aws.run("iot", "describe-thing", "--thing-name", "broken").err())
                .contains("ResourceNotFoundException");
    }

    @Test
    void aPayloadOver128KilobytesIsRefused() throws IOException {
        Path payload = directory.resolve("large.bin");
        Files.write(payload, new byte[128 * 1024 + 1]);
        Shell.Result tooLarge = aws.run("iot-data", "publish", "--topic", "a", "--payload", "fileb://" + payload);
        assertThat(tooLarge.status()).isNotZero();
        assertThat(tooLarge.err()).contains("131072");
        Files.write(payload, new byte[128 * 1024]);
        aws.run("iot-data", "publish", "--topic", "a", "--payload", "fileb://" + payload)
                .mustSucceed();
    }

    @Test
    void badSqlIsRefusedWithItsPosition() {
        Shell.Result result = aws.run(
                "iot",
                "create-topic-rule",
                "--rule-name",
                "bad_sql",
                "--topic-rule-payload",
                "{\"sql\":\"SELECT * FORM 'a/b'\",\"actions\":[]}");
        assertThat(result.err()).contains("SqlParseException").containsPattern("line 1.*column \\d+|position \\d+");
    }

    @Test
    void anOperationThatIsNotBuiltSaysSo() {
        Shell.Result result = aws.run("iot", "list-streams");
        assertThat(result.status()).isNotZero();
        assertThat(result.err()).contains("ListStreams").containsIgnoringCase("not implemented");
    }

    @Test
    void aRuleOnAMissingFunctionTellsItsErrorAction() {
        Devices.Device device = devices.create("watcher", "watcher-policy", Devices.PERMISSIVE);
        aws.run("iot", "create-topic-rule", "--rule-name", "to_nowhere", "--topic-rule-payload", """
                        {"sql":"SELECT * FROM 'nowhere/in'","awsIotSqlVersion":"2016-03-23",
                         "actions":[{"lambda":{"functionArn":"arn:aws:lambda:us-east-1:000000000000:function:nobody"}}],
                         "errorAction":{"republish":{"topic":"nowhere/errors","qos":1,
                           "roleArn":"arn:aws:iam::000000000000:role/r"}}}""")
                .mustSucceed();
        try (Shell.Running watcher = client(device, "watcher", "subscribe", "nowhere/errors")) {
            watcher.awaitOutput("granted");
            say("nowhere/in");
            watcher.awaitOutput("message nowhere/errors \\{.*\\}");
            String line = watcher.output()
                    .lines()
                    .filter(text -> text.startsWith("message"))
                    .findFirst()
                    .orElseThrow();
            JsonNode error = Mooring.JSON.readTree(line.substring(line.indexOf('{')));
            assertThat(error.path("ruleName").asString()).isEqualTo("to_nowhere");
            assertThat(error.path("topic").asString()).isEqualTo("nowhere/in");
            assertThat(error.path("base64OriginalPayload").asString()).isEqualTo("e30=");
            JsonNode failure = error.path("failures").path(0);
            assertThat(failure.path("failedAction").asString()).isEqualTo("LambdaAction");
            assertThat(failure.path("errorMessage").asString()).contains("nobody");
        }
    }
}
