package dev.mooring.bench;

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

/** Calls of the AWS APIs of a server with {@code --any-credentials}, where nobody looks at the signature. */
record BenchApi(String address, HttpClient http) {
    private static final DateTimeFormatter BASIC =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    static BenchApi of(Server server) {
        return new BenchApi(server.endpoint("http"), HttpClient.newHttpClient());
    }

    record Answer(int status, String body) {}

    /** An operation of a service that speaks AWS's JSON protocol. Must succeed. */
    String json(String service, String target, String body) {
        return must(send("POST", service, "/", target, body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Must succeed. */
    String rest(String method, String service, String path, String body) {
        return must(send(method, service, path, "", body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Whether it succeeds. */
    boolean get(String service, String path) {
        return send("GET", service, path, "", new byte[0]).status() == 200;
    }

    /** Deliveries of a rule that succeeded, by the metrics page. */
    long successes(String token, String rule) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/mooring/metrics"))
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line ->
                            line.startsWith("aws_iot_Success_total{") && line.contains("RuleName=\"" + rule + "\""))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String must(Answer answer) {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("status " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private Answer send(String method, String service, String path, String target, byte[] body) {
        String now = BASIC.format(Instant.now());
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + address + path))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIABENCH/" + now.substring(0, 8) + "/us-east-1/" + service
                                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64))
                .header("X-Amz-Date", now)
                .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        if (!target.isEmpty()) {
            request.header("X-Amz-Target", target).header("Content-Type", "application/x-amz-json-1.0");
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
