package dev.mooring.standins.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SalesforceTest {
    private static final String TOKEN = "t".repeat(40);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static StandInServer server;

    @BeforeAll
    static void start() {
        server = new StandInServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> call(String method, String stream, String token, String body)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(
                                URI.create(server.uri() + "/salesforce/123456789012/eu-west-1/streams/" + stream))
                        .header("authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void eventsAreReadInOrderAndSurviveARestart() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(call("POST", "a/b/event", TOKEN, "{\"n\":" + i + "}").statusCode())
                    .isEqualTo(202);
        }
        server.restart();
        JsonNode first =
                Json.MAPPER.readTree(call("GET", "a/b/event?limit=2", TOKEN, "").body());
        assertThat(first.at("/events/0/event").toString()).isEqualTo("{\"n\":0}");
        String last = first.at("/events/1/position").stringValue();
        JsonNode rest = Json.MAPPER.readTree(
                call("GET", "a/b/event?after=" + last, TOKEN, "").body());
        assertThat(rest.path("events")).hasSize(1);
        assertThat(rest.at("/events/0/event/n").intValue()).isEqualTo(2);
        assertThat(call("DELETE", "a/b/event", TOKEN, "").statusCode()).isEqualTo(204);
        assertThat(call("GET", "a/b/event", TOKEN, "").statusCode()).isEqualTo(404);
    }

    @Test
    void aStreamBelongsToItsFirstToken() throws Exception {
        call("POST", "mine/1/event", TOKEN, "1");
        for (String method : new String[] {"POST", "GET", "DELETE"}) {
            HttpResponse<String> refused = call(method, "mine/1/event", "x".repeat(40), "2");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body()).contains("INVALID_SESSION_ID");
        }
        assertThat(Json.MAPPER
                        .readTree(call("GET", "mine/1/event", TOKEN, "").body())
                        .path("events"))
                .hasSize(1);
    }

    @Test
    void whatIsWrongIsRefused() throws Exception {
        assertThat(call("POST", "bad/1/event", "short", "{}").statusCode()).isEqualTo(401);
        assertThat(call("POST", "bad/1/event", TOKEN, "{").body()).contains("JSON_PARSER_ERROR");
        assertThat(call("POST", "bad/1/event", TOKEN, "").statusCode()).isEqualTo(400);
        assertThat(call("POST", "bad/1/event", TOKEN, "\"" + "x".repeat(131_072) + "\"")
                        .statusCode())
                .isEqualTo(413);
        assertThat(call("PUT", "bad/1/event", TOKEN, "{}").statusCode()).isEqualTo(405);
        assertThat(call("GET", "bad/1/event?limit=x", TOKEN, "").statusCode()).isEqualTo(400);
        assertThat(call("GET", "bad/1/event", TOKEN, "").statusCode()).isEqualTo(404);
    }
}
