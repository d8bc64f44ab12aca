package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule fills a channel of IoT Analytics, and a dataset tells what came: with the AWS CLI, after kill -9. */
class IotAnalyticsTest {
    @TempDir
    private static Path directory;

    @BeforeAll
    static void needsTheAwsCli() {
        org.junit.jupiter.api.Assumptions.assumeTrue(Shell.has("aws"), "SKIPPED: no AWS CLI on this machine");
    }

    /** The newest AWS CLI has dropped the service, as AWS has: it is given the model that AWS published. */
    private static Aws cli(Mooring server) throws IOException {
        Path model = directory.resolve("models/iotanalytics/2017-11-27/service-2.json");
        Files.createDirectories(model.getParent());
        Files.copy(
                Mooring.ROOT.resolve(
                        "standins/target/classes/dev/mooring/standins/models/iotanalytics-2017-11-27-model.json"),
                model,
                StandardCopyOption.REPLACE_EXISTING);
        Map<String, String> environment = new HashMap<>(server.env());
        environment.put("AWS_DATA_PATH", directory.resolve("models").toString());
        return Aws.of(environment, directory);
    }

    private static void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    @Test
    void whatARuleSentIsInTheContentOfADataset() throws Exception {
        try (Mooring server = Mooring.start(directory.resolve("data"))) {
            prepare(cli(server));
            server.killNow();
            try (Mooring again = server.restart()) {
                Aws aws = cli(again);
                AtomicReference<String> seen = new AtomicReference<>("");
                Await.until(
                        () -> {
                            seen.set(content(aws));
                            return seen.get().equals("\"room\",\"f\"\n\"kitchen\",\"70.7\"\n");
                        },
                        () -> "the content of the dataset: " + seen.get());
            }
        }
    }

    private static void prepare(Aws aws) throws IOException {
        aws.json("iotanalytics", "create-channel", "--channel-name", "readings");
        aws.json("iotanalytics", "create-datastore", "--datastore-name", "store");
        write("activities.json", """
                [{"channel": {"name": "in", "channelName": "readings", "next": "warm"}},
                 {"filter": {"name": "warm", "filter": "t > 10", "next": "f"}},
                 {"math": {"name": "f", "attribute": "f", "math": "t * 1.8 + 32", "next": "out"}},
                 {"datastore": {"name": "out", "datastoreName": "store"}}]
                """);
        aws.json(
                "iotanalytics",
                "create-pipeline",
                "--pipeline-name",
                "line",
                "--pipeline-activities",
                "file://activities.json");
        write(
                "actions.json",
                "[{\"actionName\": \"q\", \"queryAction\": {\"sqlQuery\": \"SELECT room, f FROM store\"}}]");
        aws.json("iotanalytics", "create-dataset", "--dataset-name", "set", "--actions", "file://actions.json");
        write("rule.json", """
                {"sql": "SELECT topic(2) AS room, t FROM 'rooms/+'",
                 "actions": [{"iotAnalytics": {"channelName": "readings", "roleArn": "arn:aws:iam::000000000000:role/r"}}]}
                """);
        aws.json("iot", "create-topic-rule", "--rule-name", "fill", "--topic-rule-payload", "file://rule.json");
        write("cold.json", "{\"t\": 8}");
        aws.json("iot-data", "publish", "--topic", "rooms/cellar", "--payload", "fileb://cold.json");
        write("warm.json", "{\"t\": 21.5}");
        aws.json("iot-data", "publish", "--topic", "rooms/kitchen", "--payload", "fileb://warm.json");
        Await.until(
                () -> aws.json("iotanalytics", "sample-channel-data", "--channel-name", "readings")
                                .path("payloads")
                                .size()
                        == 2,
                () -> "the messages never reached the channel");
    }

    private static String content(Aws aws) {
        aws.json("iotanalytics", "create-dataset-content", "--dataset-name", "set");
        String uri = aws.json("iotanalytics", "get-dataset-content", "--dataset-name", "set")
                .at("/entries/0/dataURI")
                .asString();
        assertThat(uri).startsWith("http://");
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
