package dev.mooring.standins.opensearch;

import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A domain that lets anybody in, spoken to by plain HTTP. */
final class SearchClient implements AutoCloseable {
    private static final String OPEN =
            "{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\","
                    + "\\\"Principal\\\":{\\\"AWS\\\":\\\"*\\\"},\\\"Action\\\":\\\"es:*\\\",\\\"Resource\\\":\\\"*\\\"}]}";

    private final StandInServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;

    SearchClient(StandInServer server, String name) {
        this.server = server;
        this.name = name;
        JsonNode created = control(
                "POST",
                "/2021-01-01/opensearch/domain",
                "{\"DomainName\":\"" + name + "\",\"AccessPolicies\":\"" + OPEN + "\"}");
        if (!created.has("DomainStatus")) {
            throw new IllegalStateException(created.toString());
        }
    }

    JsonNode control(String method, String path, String body) {
        return Json.MAPPER.readTree(server.unsigned(
                "es", method, path, Map.of("content-type", "application/json"), body.getBytes(StandardCharsets.UTF_8)));
    }

    record Answer(int status, String body) {
        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }
    }

    URI uri(String path) {
        return URI.create(server.uri() + "/opensearch/" + StandInServer.TENANT.account() + "/"
                + StandInServer.TENANT.region() + "/" + name + path);
    }

    Answer call(String method, String path, String body) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri(path))
                            .header("content-type", "application/json")
                            .method(method, HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Must succeed. */
    JsonNode json(String method, String path, String body) {
        Answer answer = call(method, path, body);
        if (answer.status() >= 300) {
            throw new AssertionError(method + " " + path + ": " + answer);
        }
        return answer.json();
    }

    @Override
    public void close() {
        http.close();
    }
}
