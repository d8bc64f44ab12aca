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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every door of the server, opened by clients that people really use. Each talks to itself through the broker. */
class ClientsTest {
    private static final Path NPM = Mooring.ROOT.resolve("e2e/npm/node_modules");

    @TempDir
    static Path directory;

    private static Mooring server;
    private static Aws aws;
    private static Devices.Device device;

    @BeforeAll
    static void start() {
        server = Mooring.start(directory.resolve("data"), "--alpn-port", "0");
        aws = Aws.of(server, directory);
        device = new Devices(server, aws, directory).create("gadget", "gadget-policy", Devices.PERMISSIVE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    // ---- MQTT over WebSocket

    @ParameterizedTest
    @CsvSource({"ws,http,4", "wss,https,4", "wss,alpn,4", "ws,http,5", "wss,alpn,5"})
    void mqttJsOpensASignedWebSocket(String scheme, String port, int version) {
        String clientId = "mqttjs-" + port + "-" + version;
        Map<String, String> env = server.env();
        try (Shell.Running client = mqttJs(
                scheme + "://" + server.endpoint(port),
                env.get("AWS_ACCESS_KEY_ID"),
                env.get("AWS_SECRET_ACCESS_KEY"),
                clientId,
                version)) {
            client.awaitOutput("message loop/" + clientId + " from " + clientId);
            client.awaitOutput("published ok");
        }
    }

    @Test
    void aWrongSecretIsRefusedAndTheLogSaysWhy() {
        try (Shell.Running client = mqttJs(
                "ws://" + server.endpoint("http"),
                server.env().get("AWS_ACCESS_KEY_ID"),
                "not-the-secret",
                "burglar",
                4)) {
            client.awaitOutput("close");
        }
        Await.until(
                () -> server.log().contains("the SigV4 signature was refused: InvalidSignatureException"), server::log);
    }

    @Test
    void theDeviceSdkInWebSocketMode() {
        Map<String, String> env = nodeEnvironment();
        try (Shell.Running client = node(
                env,
                "sdk-v1-websocket.js",
                server.host("https"),
                server.port("https"),
                "us-east-1",
                "sdk-v1",
                "loop/sdk-v1")) {
            client.awaitOutput("message loop/sdk-v1 from sdk-v1");
        }
    }

    // ---- the device SDK, version 2

    @ParameterizedTest
    @CsvSource({
        "mtls,mqtts",
        "mtls,alpn",
        "websocket,https",
        "websocket,alpn",
        "mtls5,mqtts",
        "mtls5,alpn",
        "websocket5,alpn"
    })
    void theDeviceSdkV2(String how, String port) {
        String clientId = "sdk-v2-" + how + "-" + port;
        try (Shell.Running client = node(
                nodeEnvironment(),
                "sdk-v2.js",
                how,
                server.host(port),
                server.port(port),
                server.rootCa().toString(),
                "us-east-1",
                clientId,
                "loop/" + clientId,
                device.certificate().toString(),
                device.key().toString())) {
            client.awaitOutput("message loop/" + clientId + " from " + clientId);
            client.awaitOutput("published");
        }
    }

    // ---- mosquitto, curl, openssl

    @ParameterizedTest
    @CsvSource({"'',mqttv311", "x-amzn-mqtt-ca,mqttv311", "'',mqttv5", "x-amzn-mqtt-ca,mqttv5"})
    void mosquittoPublishesAndSubscribes(String alpn, String version) {
        Assumptions.assumeTrue(Shell.has("mosquitto_pub"), "SKIPPED: no mosquitto clients on this machine");
        String port = alpn.isEmpty() ? "mqtts" : "alpn";
        String topic = "mosquitto/" + port + "/" + version;
        try (Shell.Running subscriber = new Shell(directory, Map.of())
                .start(
                        "sh",
                        "-c",
                        "exec stdbuf -oL mosquitto_sub -d " + mosquitto(port, alpn, "sub-" + port, topic) + " -V "
                                + version)) {
            subscriber.awaitOutput("received SUBACK");
            new Shell(directory, Map.of())
                    .run(
                            "sh",
                            "-c",
                            "exec mosquitto_pub -m hello " + mosquitto(port, alpn, "pub-" + port, topic) + " -V "
                                    + version)
                    .mustSucceed();
            subscriber.awaitOutput("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"https", "alpn"})
    void curlPublishesWithACertificate(String port) throws IOException {
        Assumptions.assumeTrue(Shell.has("openssl"), "SKIPPED: no openssl on this machine");
        String topic = "curl/" + port;
        try (Shell.Running subscriber = new Shell(directory, Map.of())
                .start(
                        "sh",
                        "-c",
                        "exec stdbuf -oL mosquitto_sub -d " + mosquitto("mqtts", "", "curl-" + port, topic))) {
            subscriber.awaitOutput("received SUBACK");
            if (port.equals("https")) {
                String answer = new Shell(directory, Map.of())
                        .run(
                                "curl",
                                "-sS",
                                "--cacert",
                                server.rootCa().toString(),
                                "--cert",
                                device.certificate().toString(),
                                "--key",
                                device.key().toString(),
                                "--data",
                                "by curl",
                                "https://" + server.endpoint(port) + "/topics/" + topic + "?qos=1")
                        .mustSucceed()
                        .out();
                assertThat(answer).contains("\"message\":\"OK\"");
            } else {
                // curl cannot offer an application protocol of its own choice.
                Path request = directory.resolve("request.txt");
                Files.writeString(
                        request,
                        "POST /topics/" + topic + "?qos=1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + "Content-Length: 7\r\n\r\nby curl");
                String answer = new Shell(directory, Map.of())
                        .run(
                                "sh",
                                "-c",
                                "openssl s_client -quiet -alpn x-amzn-http-ca -connect " + server.endpoint(port)
                                        + " -CAfile " + server.rootCa() + " -verify_return_error -cert "
                                        + device.certificate() + " -key " + device.key() + " < " + request)
                        .out();
                assertThat(answer).startsWith("HTTP/1.1 200 ");
            }
            subscriber.awaitOutput("by curl");
        }
    }

    @Test
    void theAwsCliCallsTheApisOverTheAlpnPort() {
        String out = new Shell(directory, server.env())
                .run(
                        "aws",
                        "iot",
                        "list-things",
                        "--endpoint-url",
                        "https://" + server.endpoint("alpn"),
                        "--ca-bundle",
                        server.rootCa().toString(),
                        "--output",
                        "json")
                .mustSucceed()
                .out();
        assertThat(out).contains("gadget");
    }

    private static Shell.Running mqttJs(String url, String accessKey, String secretKey, String clientId, int version) {
        return node(
                nodeEnvironment(),
                "websocket.js",
                url,
                accessKey,
                secretKey,
                "us-east-1",
                clientId,
                Integer.toString(version),
                "loop/" + clientId);
    }

    /** Node trusts the root CA, as if it were installed. */
    private static Map<String, String> nodeEnvironment() {
        Assumptions.assumeTrue(Shell.has("node"), "SKIPPED: no Node.js on this machine");
        Assumptions.assumeTrue(Files.isDirectory(NPM), "SKIPPED: the npm packages are not installed");
        Map<String, String> environment = new HashMap<>(server.env());
        environment.put("NODE_PATH", NPM.toString());
        environment.put("NODE_EXTRA_CA_CERTS", server.rootCa().toString());
        return environment;
    }

    private static Shell.Running node(Map<String, String> environment, String script, String... arguments) {
        String[] command = new String[arguments.length + 2];
        command[0] = "node";
        command[1] = Path.of("src/test/resources", script).toAbsolutePath().toString();
        System.arraycopy(arguments, 0, command, 2, arguments.length);
        return new Shell(directory, environment).start(command);
    }

    private static String mosquitto(String port, String alpn, String clientId, String topic) {
        return "-h " + server.host(port) + " -p " + server.port(port) + " --cafile " + server.rootCa() + " --cert "
                + device.certificate() + " --key " + device.key() + (alpn.isEmpty() ? "" : " --tls-alpn " + alpn)
                + " -i " + clientId + " -q 1 -t " + topic;
    }
}
