package dev.mooring.e2e.crash;

import dev.mooring.e2e.Mooring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An SQS queue of a server with {@code --any-credentials}, and the rule that fills it. */
record Queue(Mooring server, HttpClient http) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String URL = "http://localhost/000000000000/readings";

    static Queue of(Mooring server) {
        return new Queue(server, HttpClient.newHttpClient());
    }

    void create() {
        sqs("CreateQueue", "{\"QueueName\":\"readings\",\"Attributes\":{\"VisibilityTimeout\":\"3600\"}}");
    }

    /** Sends every message of a topic filter here. */
    void createRule(String filter) {
        call(
                "/rules/readings",
                "",
                "iot",
                "{\"sql\":\"SELECT * FROM '" + filter + "'\",\"awsIotSqlVersion\":\"2016-03-23\",\"actions\":[{\"sqs\":"
                        + "{\"queueUrl\":\"" + URL + "\",\"roleArn\":\"arn:aws:iam::000000000000:role/rules\"}}]}");
    }

    /** Some of what is there and was not received before. */
    List<String> receive() {
        List<String> bodies = new ArrayList<>();
        sqs("ReceiveMessage", "{\"QueueUrl\":\"" + URL + "\",\"MaxNumberOfMessages\":10}")
                .path("Messages")
                .forEach(message -> bodies.add(message.path("Body").asString()));
        return bodies;
    }

    private JsonNode sqs(String operation, String body) {
        return call("/", "AmazonSQS." + operation, "sqs", body);
    }

    private JsonNode call(String path, String target, String service, String body) {
        String now = BASIC.format(Instant.now());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + server.endpoint("http") + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIATEST/" + now.substring(0, 8) + "/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64))
                .header("X-Amz-Date", now)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target).header("Content-Type", "application/x-amz-json-1.0");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " " + target + " answers " + response.body());
            }
            return response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
