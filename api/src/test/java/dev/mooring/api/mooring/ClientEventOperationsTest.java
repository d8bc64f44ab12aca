package dev.mooring.api.mooring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.RecentEvents;
import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClientEventOperationsTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");

    private final RecentEvents events = new RecentEvents(10, 10);
    private final MooringApi api = new MooringApi(
            new AnyCredentials("000000000000"),
            new ClientEventOperations(events).routes(),
            request -> {
                throw new AssertionError("not for AWS: " + request.rawPath());
            },
            InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z")));

    private JsonNode get(String query, int status) {
        HttpResponse response = api.handle(new HttpRequest(
                "GET",
                "/mooring/clients/events",
                query,
                new HttpHeaders(Map.of(
                        "authorization",
                        List.of("AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/iot/aws4_request, "
                                + "SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64)),
                        "host",
                        List.of("localhost"),
                        "x-amz-date",
                        List.of("20260301T120000Z"))),
                new byte[0],
                "127.0.0.1",
                Optional.empty()));
        assertThat(response.status()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private void refused(Optional<Tenant> tenant, String clientId, String principalId, long time) {
        events.record(new ClientEvent(
                ClientEvent.Kind.REFUSED,
                tenant,
                "connection-" + time,
                clientId,
                principalId,
                "192.0.2.1:4711",
                new Reason.ProtocolError("the client id is empty", "MQTT-3.1.3-8"),
                time));
    }

    @Test
    void tellsWhatAClientWasRefusedAndWhy() {
        refused(Optional.of(TENANT), "pi", "cert", 1);

        JsonNode event = get("clientId=pi", 200).path("events").path(0);

        assertThat(event.path("kind").asString()).isEqualTo("REFUSED");
        assertThat(event.path("reason").asString()).isEqualTo("ProtocolError");
        assertThat(event.path("explanation").asString()).contains("the client id is empty");
        assertThat(event.path("timestamp").asLong()).isEqualTo(1);
        assertThat(event.path("address").asString()).isEqualTo("192.0.2.1:4711");
        assertThat(event.path("connectionId").asString()).isEqualTo("connection-1");
    }

    @Test
    void findsADeviceByItsCertificateAndStrangersByTheirAddressEachOnceInOrder() {
        refused(Optional.of(TENANT), "mistyped", "cert", 3);
        refused(Optional.of(TENANT), "pi", "cert", 2);
        refused(Optional.empty(), "", "", 1);

        JsonNode found =
                get("clientId=pi&principalId=cert&sourceIp=192.0.2.1", 200).path("events");

        assertThat(found.valueStream().map(event -> event.path("clientId").asString()))
                .containsExactly("", "pi", "mistyped");
    }

    @Test
    void keepsTheClientsOfOthersToThem() {
        refused(Optional.of(new Tenant("999999999999", "us-east-1")), "pi", "cert", 1);

        assertThat(get("clientId=pi&principalId=cert", 200).path("events")).isEmpty();
    }

    @Test
    void tellsTheLatestOfAllWhenAskedForNobody() {
        refused(Optional.of(TENANT), "a", "cert", 2);
        refused(Optional.of(TENANT), "b", "cert", 1);
        refused(Optional.of(new Tenant("999999999999", "us-east-1")), "c", "cert", 3);

        assertThat(get("", 200).path("events").valueStream().map(event -> event.path("clientId")
                        .asString()))
                .containsExactly("b", "a");
    }
}
