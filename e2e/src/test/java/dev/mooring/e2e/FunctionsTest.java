package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Lambda with the unmodified AWS CLI: a Python function, called by hand and by a rule, its failures and its logs. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FunctionsTest {
    private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:py";
    private static final String QUEUE = "arn:aws:sqs:us-east-1:000000000000:dead";

    @TempDir
    private static Path directory;

    private static Mooring server;
    private static Aws aws;

    @BeforeAll
    static void start() throws IOException {
        Assumptions.assumeTrue(Shell.has("aws"), "SKIPPED: no AWS CLI on this machine");
        Assumptions.assumeTrue(Shell.has("python3"), "SKIPPED: no Python on this machine");
        server = Mooring.start(directory.resolve("data"));
        aws = Aws.of(server, directory);
        Path zip = directory.resolve("function.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("function.py"));
            Files.copy(Mooring.ROOT.resolve("e2e/src/test/resources/function.py"), out);
        }
        sqs("create-queue", "--queue-name", "dead");
        aws.json(
                "lambda",
                "create-function",
                "--function-name",
                "py",
                "--runtime",
                runtime(),
                "--handler",
                "function.handler",
                "--role",
                "arn:aws:iam::000000000000:role/any",
                "--zip-file",
                "fileb://function.zip",
                "--timeout",
                "60",
                "--dead-letter-config",
                "TargetArn=" + QUEUE);
        aws.json("lambda", "publish-version", "--function-name", "py");
        aws.json("lambda", "create-alias", "--function-name", "py", "--name", "live", "--function-version", "1");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Of the Python beside which boto3 lies, if it is here. */
    private static String runtime() {
        return new Shell(directory, server.env())
                .run("python3", "-c", "import sys; print('python3.%d' % max(9, min(14, sys.version_info[1])))")
                .mustSucceed()
                .out()
                .strip();
    }

    /** The AWS CLI 1 does not heed AWS_ENDPOINT_URL for SQS. */
    private static JsonNode sqs(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "--endpoint-url";
        all[1] = server.env().get("AWS_ENDPOINT_URL");
        all[2] = "sqs";
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return aws.json(all);
    }

    private static JsonNode receive() {
        return sqs(
                        "receive-message",
                        "--queue-url",
                        server.env().get("AWS_ENDPOINT_URL") + "/000000000000/dead",
                        "--wait-time-seconds",
                        "20",
                        "--message-attribute-names",
                        "All")
                .path("Messages")
                .path(0);
    }

    private static void publish(String topic, String json) throws IOException {
        Files.writeString(directory.resolve("message.json"), json);
        aws.json("iot-data", "publish", "--topic", topic, "--payload", "fileb://message.json");
    }

    private static JsonNode invoke(String function, String json, String... more) throws IOException {
        Files.writeString(directory.resolve("event.json"), json);
        String[] command = new String[more.length + 7];
        System.arraycopy(
                new String[] {"lambda", "invoke", "--function-name", function, "--payload", "fileb://event.json"},
                0,
                command,
                0,
                6);
        System.arraycopy(more, 0, command, 6, more.length);
        command[command.length - 1] = "answer.json";
        return aws.json(command);
    }

    @Test
    @Order(1)
    void invokesAPythonFunctionAndShowsTheTailOfItsLog() throws IOException {
        JsonNode response = invoke("py:live", "{\"room\":\"kitchen\"}", "--log-type", "Tail");

        assertThat(Files.readString(directory.resolve("answer.json")))
                .isEqualTo("{\"version\": \"1\", \"room\": \"kitchen\"}");
        assertThat(response.path("ExecutedVersion").asString()).isEqualTo("1");
        assertThat(new String(
                        Base64.getDecoder().decode(response.path("LogResult").asString()), StandardCharsets.UTF_8))
                .contains("START RequestId: ", "seen {\"room\": \"kitchen\"}", "REPORT RequestId: ");
    }

    @Test
    @Order(2)
    void aRuleInvokesItByAnAlias() throws IOException {
        Path witness = directory.resolve("room.txt");
        aws.json(
                "lambda",
                "add-permission",
                "--function-name",
                "py",
                "--qualifier",
                "live",
                "--statement-id",
                "iot",
                "--action",
                "lambda:InvokeFunction",
                "--principal",
                "iot.amazonaws.com");
        Files.writeString(
                directory.resolve("rule.json"),
                "{\"sql\": \"SELECT topic(2) AS room, '" + witness + "' AS write FROM 'rooms/+'\","
                        + " \"actions\": [{\"lambda\": {\"functionArn\": \"" + FUNCTION + ":live\"}}]}");
        aws.json("iot", "create-topic-rule", "--rule-name", "py", "--topic-rule-payload", "file://rule.json");

        publish("rooms/kitchen", "{\"t\": 21.5}");

        Await.until(() -> Files.exists(witness) && size(witness) > 0, () -> "the function never ran:\n" + server.log());
        assertThat(witness).hasContent("\"kitchen\"");
    }

    private static long size(Path file) {
        return file.toFile().length();
    }

    @Test
    @Order(3)
    void itsLogsAreInCloudWatchLogs() {
        Await.until(
                () -> aws.run(
                                "logs",
                                "filter-log-events",
                                "--log-group-name",
                                "/aws/lambda/py",
                                "--filter-pattern",
                                "seen")
                        .both()
                        .contains("seen {\\\"room\\\": \\\"kitchen\\\"}"),
                () -> aws.run("logs", "filter-log-events", "--log-group-name", "/aws/lambda/py")
                        .both());
        JsonNode streams = aws.json("logs", "describe-log-streams", "--log-group-name", "/aws/lambda/py")
                .path("logStreams");
        assertThat(streams.path(0).path("logStreamName").asString()).matches("\\d{4}/\\d\\d/\\d\\d/\\[1][0-9a-f]{32}");
    }

    @Test
    @Order(4)
    void anEventItFailsOnReachesItsDeadLetterQueue() throws IOException {
        aws.json(
                "lambda", "put-function-event-invoke-config", "--function-name", "py", "--maximum-retry-attempts", "0");

        invoke("py", "{\"fail\":true}", "--invocation-type", "Event");

        JsonNode message = receive();
        assertThat(message.path("Body").asString()).isEqualTo("{\"fail\":true}");
        assertThat(message.at("/MessageAttributes/ErrorMessage/StringValue").asString())
                .isEqualTo("told to");
    }

    @Test
    @Order(5)
    void itCallsBackWithTheAwsSdk() throws IOException {
        Assumptions.assumeTrue(
                new Shell(directory, server.env())
                                .run("python3", "-c", "import boto3")
                                .status()
                        == 0,
                "SKIPPED: no boto3 on this machine");
        sqs("purge-queue", "--queue-url", server.env().get("AWS_ENDPOINT_URL") + "/000000000000/dead");

        JsonNode response = invoke("py", "{\"call\":\"dead\"}", "--log-type", "Tail");

        assertThat(response.has("FunctionError"))
                .as(() -> new String(
                        Base64.getDecoder().decode(response.path("LogResult").asString()), StandardCharsets.UTF_8))
                .isFalse();
        assertThat(receive().path("Body").asString()).isEqualTo("called back");
    }

    @Test
    @Order(6)
    void anAcceptedEventSurvivesKillNine() throws IOException {
        Path release = directory.resolve("release");
        Path started = directory.resolve("started");
        Path witness = directory.resolve("survived.txt");
        invoke(
                "py",
                "{\"hold\":\"" + release + "\",\"started\":\"" + started + "\",\"write\":\"" + witness
                        + "\",\"room\":\"attic\"}",
                "--invocation-type",
                "Event");
        Await.until(() -> Files.exists(started), () -> "the function never ran:\n" + server.log());

        server.killNow();
        Files.createFile(release);
        server = server.restart();

        Await.until(() -> Files.exists(witness) && size(witness) > 0, () -> "lost:\n" + server.log());
        assertThat(witness).hasContent("\"attic\"");
    }
}
