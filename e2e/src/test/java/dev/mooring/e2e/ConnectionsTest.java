package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Single connections and retained messages, by the AWS CLI and the newest AWS SDK; and {@code ./mooring why} of them. */
class ConnectionsTest {
    @TempDir
    static Path directory;

    private static Mooring server;
    private static Aws aws;
    private static Devices devices;
    private static Devices.Device device;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(Shell.has("mosquitto_sub"), "SKIPPED: no mosquitto clients on this machine");
        server = Mooring.start(directory.resolve("data"));
        aws = Aws.of(server, directory);
        devices = new Devices(server, aws, directory);
        device = devices.create("gadget", "gadget-policy", Devices.PERMISSIVE);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void retainedMessagesAreFoundAndListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            aws.run(
                            "iot-data",
                            "publish",
                            "--topic",
                            "kept/" + i,
                            "--retain",
                            "--qos",
                            "1",
                            "--payload",
                            "fileb://" + file("payload-" + i, "hello " + i),
                            "--user-properties",
                            "[{\"a\":\"b\"}]")
                    .mustSucceed();
        }
        JsonNode one = aws.json("iot-data", "get-retained-message", "--topic", "kept/3");
        assertThat(one.path("topic").asString()).isEqualTo("kept/3");
        assertThat(one.path("payload").asString()).isEqualTo("aGVsbG8gMw==");
        assertThat(one.path("qos").asInt()).isEqualTo(1);
        assertThat(one.path("lastModifiedTime").asLong()).isPositive();
        List<String> topics = new ArrayList<>();
        aws.json("iot-data", "list-retained-messages", "--page-size", "2")
                .path("retainedTopics")
                .forEach(summary -> topics.add(summary.path("topic").asString()));
        assertThat(topics).contains("kept/0", "kept/1", "kept/2", "kept/3", "kept/4");
        assertThat(aws.run("iot-data", "get-retained-message", "--topic", "kept/none")
                        .both())
                .contains("ResourceNotFoundException");
    }

    @Test
    void aConnectionIsDescribedAndItsSubscriptionsListed() {
        try (Shell.Running client = subscriber("gadget", "-k 60 -t a/+ -t b/#")) {
            client.awaitOutput("received SUBACK");
            JsonNode found = call("GetConnection", "{\"clientId\":\"gadget\",\"includeSocketInformation\":true}");
            assertThat(found.path("connected").asBoolean()).isTrue();
            assertThat(found.path("thingName").asString()).isEqualTo("gadget");
            assertThat(found.path("cleanSession").asBoolean()).isTrue();
            assertThat(found.path("keepAliveDuration").asInt()).isEqualTo(60);
            assertThat(found.path("sourceIp").asString()).isEqualTo("127.0.0.1");
            JsonNode first = call("ListSubscriptions", "{\"clientId\":\"gadget\",\"maxResults\":1}");
            assertThat(first.path("subscriptions").toString()).isEqualTo("[{\"topicFilter\":\"a/+\",\"qos\":1}]");
            JsonNode second = call(
                    "ListSubscriptions",
                    "{\"clientId\":\"gadget\",\"nextToken\":\""
                            + first.path("nextToken").asString() + "\"}");
            assertThat(second.path("subscriptions").toString()).isEqualTo("[{\"topicFilter\":\"b/#\",\"qos\":1}]");
            assertThat(second.has("nextToken")).isFalse();
        }
        Await.until(
                () -> !call("GetConnection", "{\"clientId\":\"gadget\"}")
                        .path("connected")
                        .asBoolean(),
                server::log);
        JsonNode gone = call("GetConnection", "{\"clientId\":\"gadget\"}");
        assertThat(gone.path("disconnectReason").asString()).isEqualTo("CONNECTION_LOST");
        assertThat(gone.path("disconnectedSince").asLong()).isPositive();
        assertThat(refused("GetConnection", "{\"clientId\":\"never-seen\"}"))
                .startsWith("ResourceNotFoundException 404");
    }

    @Test
    void aDirectMessageReachesAClientThatHasNotSubscribedToItsTopic() {
        try (Shell.Running client = subscriber("listener", "-F '%t: %p' -t unrelated")) {
            client.awaitOutput("received SUBACK");
            assertThat(call(
                                    "SendDirectMessage",
                                    "{\"clientId\":\"listener\",\"topic\":\"only/you\",\"payload\":\"psst\","
                                            + "\"confirmation\":true}")
                            .path("message")
                            .asString())
                    .isEqualTo("OK");
            client.awaitOutput("only/you: psst");
            call("SendDirectMessage", "{\"clientId\":\"listener\",\"topic\":\"only/you\",\"payload\":\"again\"}");
            client.awaitOutput("only/you: again");
            assertThat(refused("SendDirectMessage", "{\"clientId\":\"listener\",\"topic\":\"$aws/x\"}"))
                    .startsWith("InvalidRequestException 400");
        }
        assertThat(refused("SendDirectMessage", "{\"clientId\":\"nobody\",\"topic\":\"x\"}"))
                .startsWith("ResourceNotFoundException 404");
    }

    @Test
    void deletingAConnectionClosesItWithoutItsWillIfSoWished() {
        String will = "--will-topic wills/x --will-payload gone -t unrelated";
        try (Shell.Running witness = subscriber("witness", "-t wills/+")) {
            witness.awaitOutput("received SUBACK");
            try (Shell.Running client = subscriber("victim", will)) {
                client.awaitOutput("received SUBACK");
                aws.run("iot-data", "delete-connection", "--client-id", "victim", "--prevent-will-message")
                        .mustSucceed();
                Await.until(() -> server.log().contains("CLOSED client='victim'"), server::log);
                assertThat(server.log()).contains("called DeleteConnection from 127.0.0.1");
            }
            try (Shell.Running client = subscriber("victim-2", will.replace("wills/x", "wills/y"))) {
                client.awaitOutput("received SUBACK");
                aws.run("iot-data", "delete-connection", "--client-id", "victim-2")
                        .mustSucceed();
                witness.awaitOutput("gone");
            }
            assertThat(witness.output()).containsOnlyOnce("gone");
        }
        assertThat(aws.run("iot-data", "delete-connection", "--client-id", "nobody")
                        .both())
                .contains("ResourceNotFoundException");
    }

    @Test
    void whyTellsTheStoryOfAClient() {
        Devices.Device shy = devices.create("shy", "shy-policy", """
                {"Version":"2012-10-17","Statement":[
                 {"Sid":"OnlyMe","Effect":"Allow","Action":"iot:Connect","Resource":"arn:aws:iot:us-east-1:000000000000:client/shy"},
                 {"Effect":"Allow","Action":"iot:Publish","Resource":"arn:aws:iot:us-east-1:000000000000:topic/mine/*"}]}""");
        publish(shy, "shy", "mine/a");
        publish(shy, "shy", "yours/a");
        assertThat(why("shy"))
                .contains("connected from 127.0.0.1:")
                .contains("allowed by policy 'shy-policy' version 1 statement 'OnlyMe'")
                .contains("iot:Publish on")
                .contains("→ widen that statement");
        publish(shy, "bold", "mine/a");
        assertThat(why()).contains("refused client 'bold' from 127.0.0.1:").contains("client/shy' does not match");
        assertThat(why("--certificate", shy.certificateId())).contains("client 'bold'");
        Devices.Device off = devices.createBare("off");
        aws.run("iot", "update-certificate", "--certificate-id", off.certificateId(), "--new-status", "INACTIVE")
                .mustSucceed();
        publish(off, "off", "mine/a");
        Await.until(() -> why("--certificate", off.certificateId()).contains("is INACTIVE"), server::log);
        assertThat(why("--address", "127.0.0.1")).contains("is INACTIVE; make it ACTIVE with:");
        assertThat(why("never-seen")).contains("Nothing is remembered of client 'never-seen'");
    }

    private static String why(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Mooring.ROOT.resolve("mooring").toString(),
                "why",
                "--data",
                server.data().toString()));
        command.addAll(List.of(arguments));
        return new Shell(directory, Map.of()).run(command).mustSucceed().out().replaceAll("\\s+", " ");
    }

    private static void publish(Devices.Device as, String clientId, String topic) {
        new Shell(directory, Map.of())
                .run("sh", "-c", "exec mosquitto_pub -m hello -q 1 -t " + topic + tls(as) + " -i " + clientId);
    }

    private static Shell.Running subscriber(String clientId, String options) {
        return new Shell(directory, Map.of())
                .start(
                        "sh",
                        "-c",
                        "exec stdbuf -oL mosquitto_sub -d -q 1 " + options + tls(device) + " -i " + clientId);
    }

    private static String tls(Devices.Device as) {
        return " -h " + server.host("mqtts") + " -p " + server.port("mqtts") + " --cafile " + server.rootCa()
                + " --cert " + as.certificate() + " --key " + as.key();
    }

    private static JsonNode call(String command, String input) {
        return Mooring.JSON.readTree(sdk(command, input).mustSucceed().out());
    }

    private static String refused(String command, String input) {
        Shell.Result result = sdk(command, input);
        assertThat(result.status()).isNotZero();
        return result.out();
    }

    private static Shell.Result sdk(String command, String input) {
        Path modules = Mooring.ROOT.resolve("e2e/npm/node_modules");
        Assumptions.assumeTrue(Files.isDirectory(modules), "SKIPPED: the npm packages are not installed");
        Map<String, String> environment = new HashMap<>(server.env());
        environment.put("NODE_PATH", modules.toString());
        return new Shell(directory, environment)
                .run(
                        "node",
                        Path.of("src/test/resources/data-plane.js")
                                .toAbsolutePath()
                                .toString(),
                        command,
                        input);
    }

    private static Path file(String name, String content) {
        try {
            return Files.writeString(directory.resolve(name), content);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
