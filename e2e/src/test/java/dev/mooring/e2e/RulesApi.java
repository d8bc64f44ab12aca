package dev.mooring.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Calls as any tool makes them, of a server with {@code --any-credentials}, where nobody looks at the signature. */
record RulesApi(Mooring server, HttpClient http) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static RulesApi of(Mooring server) {
        return new RulesApi(server, HttpClient.newHttpClient());
    }

    void createRule(String name, String sql, String topic) {
        call("POST", "iot", "/rules/" + name, rule(sql, topic));
    }

    void replaceRule(String name, String sql, String topic) {
        call("PATCH", "iot", "/rules/" + name, rule(sql, topic));
    }

    void publish(String topic, String payload) {
        call("POST", "iotdata", "/topics/" + topic, payload.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] rule(String sql, String topic) {
        var rule = Mooring.JSON.createObjectNode().put("sql", sql).put("awsIotSqlVersion", "2016-03-23");
        rule.putArray("actions")
                .addObject()
                .putObject("republish")
                .put("topic", topic)
                .put("roleArn", "arn:aws:iam::000000000000:role/rules");
        return Mooring.JSON.writeValueAsBytes(rule);
    }

    /** Must succeed. */
    void call(String method, String service, String path, byte[] body) {
        String now = BASIC.format(Instant.now());
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + server.endpoint("http") + path))
                            .header(
                                    "Authorization",
                                    "AWS4-HMAC-SHA256 Credential=AKIATEST/" + now.substring(0, 8) + "/us-east-1/"
                                            + service + "/aws4_request, SignedHeaders=host;x-amz-date, Signature="
                                            + "0".repeat(64))
                            .header("X-Amz-Date", now)
                            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(path + " answers " + response.statusCode() + " " + response.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
