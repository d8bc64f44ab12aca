package dev.mooring.api.mooring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.sigv4.AnyCredentials;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SimulationOperationsTest {
    private static final String ARN = "arn:aws:iot:us-east-1:123456789012:";
    private static final String OWN = """
            {"Version":"2012-10-17","Statement":[
              {"Sid":"own","Effect":"Allow","Action":"iot:Publish",
               "Resource":"%stopic/devices/${iot:Connection.Thing.ThingName}/*"},
              {"Effect":"Deny","Action":"iot:Publish","Resource":"%stopic/devices/*/secret"},
              {"Effect":"Allow","Action":"iot:Connect","Resource":"*",
               "Condition":{"Bool":{"iot:Connection.Thing.IsAttached":"true"}}}]}
            """.formatted(ARN, ARN);

    private final JsonMapper json = JsonMapper.shared();
    private final MooringApi api = new MooringApi(
            new AnyCredentials("000000000000"),
            new SimulationOperations().routes(),
            request -> {
                throw new AssertionError("not for AWS: " + request.rawPath());
            },
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

    private JsonNode simulate(ObjectNode question, int status) {
        HttpResponse response = api.handle(new HttpRequest(
                "POST",
                "/mooring/policies/simulate",
                "",
                new HttpHeaders(Map.of(
                        "authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/iot/aws4_request, "
                                + "SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64)),
                        "host",
                        List.of("localhost"),
                        "x-amz-date",
                        List.of("20260301T120000Z"))),
                json.writeValueAsString(question).getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                Optional.empty()));
        assertThat(response.status()).isEqualTo(status);
        return json.readTree(response.body());
    }

    private ObjectNode question(String action, String resource) {
        ObjectNode question = json.createObjectNode().put("action", action).put("resource", resource);
        question.putArray("policies")
                .addObject()
                .put("policyName", "own-topics")
                .put("policyVersionId", "3")
                .put("policyDocument", OWN);
        question.putObject("thing").put("thingName", "pi");
        return question;
    }

    @Test
    void namesTheStatementThatAllows() {
        JsonNode answer = simulate(question("iot:Publish", "devices/pi/data"), 200);

        assertThat(answer.path("authDecision").asString()).isEqualTo("ALLOWED");
        assertThat(answer.path("resource").asString()).isEqualTo(ARN + "topic/devices/pi/data");
        assertThat(answer.path("statement").path("policyName").asString()).isEqualTo("own-topics");
        assertThat(answer.path("statement").path("policyVersionId").asString()).isEqualTo("3");
        assertThat(answer.path("statement").path("index").asInt()).isZero();
        assertThat(answer.path("statement").path("sid").asString()).isEqualTo("own");
        assertThat(answer.path("statement").path("resource").asString()).isEqualTo(ARN + "topic/devices/pi/*");
    }

    @Test
    void namesTheStatementThatDenies() {
        JsonNode answer = simulate(question("iot:Publish", "devices/pi/secret"), 200);

        assertThat(answer.path("authDecision").asString()).isEqualTo("EXPLICIT_DENY");
        assertThat(answer.path("statement").path("index").asInt()).isEqualTo(1);
    }

    @Test
    void saysWhatTheClosestStatementLacks() {
        JsonNode answer = simulate(question("iot:Publish", "devices/other/data"), 200);

        assertThat(answer.path("authDecision").asString()).isEqualTo("IMPLICIT_DENY");
        JsonNode miss = answer.path("nearMisses").path(0);
        assertThat(miss.path("statement").path("sid").asString()).isEqualTo("own");
        assertThat(miss.path("why").asString()).contains("devices/pi/*");
    }

    @Test
    void saysWhichVariablesHaveNoValue() {
        ObjectNode question = question("iot:Publish", "devices/pi/data");
        question.remove("thing");

        JsonNode answer = simulate(question, 200);

        assertThat(answer.path("authDecision").asString()).isEqualTo("IMPLICIT_DENY");
        assertThat(answer.path("missingContextValues").path(0).asString())
                .isEqualToIgnoringCase("iot:Connection.Thing.ThingName");
    }

    @Test
    void evaluatesConditions() {
        ObjectNode detached = question("iot:Connect", "pi");
        detached.remove("thing");

        assertThat(simulate(question("iot:Connect", "pi"), 200)
                        .path("authDecision")
                        .asString())
                .isEqualTo("ALLOWED");
        assertThat(simulate(detached, 200).path("authDecision").asString()).isEqualTo("IMPLICIT_DENY");
    }

    @ParameterizedTest
    @CsvSource({
        "iot:Connect, pi, client/pi",
        "iot:Publish, a/b, topic/a/b",
        "iot:Receive, a/b, topic/a/b",
        "iot:Subscribe, a/#, topicfilter/a/#",
        "iot:GetThingShadow, pi, thing/pi"
    })
    void buildsTheArnThatTheActionIsAskedAbout(String action, String resource, String expected) {
        assertThat(simulate(question(action, resource), 200).path("resource").asString())
                .isEqualTo(ARN + expected);
    }

    @Test
    void refusesWhatItDoesNotUnderstand() {
        ObjectNode malformed = question("iot:Publish", "a");
        malformed.putArray("policies").addObject().put("policyName", "broken").put("policyDocument", "{}");
        assertThat(simulate(malformed, 400).path("message").asString()).startsWith("broken: ");

        assertThat(simulate(question("iot:Unheard", "a"), 400).path("message").asString())
                .contains("iot:Unheard");
        assertThat(simulate(question("iot:Publish", "a").put("sourceIP", "::1"), 400)
                        .path("message")
                        .asString())
                .contains("sourceIP");
        ObjectNode number = question("iot:Publish", "a");
        number.putObject("thing").put("thingName", "pi").putObject("attributes").put("v", 1);
        assertThat(simulate(number, 400).path("message").asString()).contains("thing.attributes.v");
    }
}
