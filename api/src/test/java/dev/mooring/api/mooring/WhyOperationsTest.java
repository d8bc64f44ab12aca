package dev.mooring.api.mooring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerPorts;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.event.ClientEvent;
import dev.mooring.broker.event.RecentEvents;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.Tenant;
import dev.mooring.core.policy.Decision;
import dev.mooring.core.reason.Reason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is remembered, by client, certificate and address. */
class WhyOperationsTest {
    private static final Tenant HERE = new Tenant("123456789012", "us-east-1");
    private static final Tenant THERE = new Tenant("210987654321", "us-east-1");
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));

    private final RecentEvents events = new RecentEvents(100, 10);
    private final MooringApi api = new MooringApi(
            new AnyCredentials("000000000000"),
            new WhyOperations(
                            events,
                            new ClientControl(new Broker(
                                    BrokerSettings.AWS,
                                    new BrokerPorts(
                                            connection -> {
                                                throw new IllegalStateException("nobody connects");
                                            },
                                            message -> {},
                                            new InMemoryRetainedStore(1),
                                            Optional.empty(),
                                            events,
                                            CLOCK,
                                            Runnable::run))))
                    .routes(),
            request -> new HttpResponse(404, HttpHeaders.NONE, new byte[0]),
            CLOCK);

    private void record(
            ClientEvent.Kind kind,
            Optional<Tenant> tenant,
            String clientId,
            String principal,
            Reason reason,
            long time) {
        events.record(new ClientEvent(kind, tenant, "id", clientId, principal, "192.0.2.1:99", reason, time));
    }

    private JsonNode why(String query, int status) {
        HttpResponse response = api.handle(new HttpRequest(
                "GET",
                "/mooring/why",
                query,
                new HttpHeaders(Map.of(
                        "host", List.of("localhost"),
                        "x-amz-date", List.of("20260301T120000Z"),
                        "authorization",
                                List.of("AWS4-HMAC-SHA256 Credential=123456789012/20260301/us-east-1/iot/aws4_request,"
                                        + " SignedHeaders=host, Signature=00"))),
                new byte[0],
                "127.0.0.1",
                Optional.empty()));
        assertThat(response.status()).isEqualTo(status);
        return JsonMapper.shared().readTree(response.body());
    }

    private List<String> reasons(String query) {
        List<String> found = new ArrayList<>();
        why(query, 200)
                .path("events")
                .forEach(event -> found.add(event.path("reason").asString()));
        return found;
    }

    private void history() {
        Decision yes = new Decision.Allowed(new Decision.StatementRef("p", "1", 0, "", "*"));
        record(ClientEvent.Kind.REFUSED, Optional.empty(), "c", "", new Reason.AuthorizerRefused("a", "no"), 1);
        record(ClientEvent.Kind.CONNECTED, Optional.of(HERE), "c", "cert", new Reason.Admitted("cert", yes), 2);
        record(
                ClientEvent.Kind.DENIED,
                Optional.of(HERE),
                "c",
                "cert",
                new Reason.NotAuthorized("cert", "iot:Publish", "arn", new Decision.ImplicitDeny(List.of())),
                3);
        record(ClientEvent.Kind.CLOSED, Optional.of(HERE), "c", "cert", new Reason.ConnectionLost(""), 4);
        record(ClientEvent.Kind.REFUSED, Optional.empty(), "", "", new Reason.CertificateUnknown("abc", "CN=x"), 5);
        record(ClientEvent.Kind.DENIED, Optional.of(THERE), "c", "x", new Reason.TakenOver("c", "a", "b"), 6);
    }

    @Test
    void aClientsStoryIsToldInOrderFromBeforeItWasIdentified() {
        history();
        assertThat(reasons("clientId=c"))
                .containsExactly("AuthorizerRefused", "Admitted", "NotAuthorized", "ConnectionLost");
        JsonNode denied = why("clientId=c", 200).path("events").get(2);
        assertThat(denied.path("kind").asString()).isEqualTo("DENIED");
        assertThat(denied.path("text").asString()).contains("cert may not iot:Publish on arn");
        assertThat(denied.path("next").asString()).isEqualTo("attach a policy that allows iot:Publish on arn");
        assertThat(denied.path("address").asString()).isEqualTo("192.0.2.1:99");
        assertThat(why("clientId=c", 200).has("now")).isFalse();
    }

    @Test
    void withoutClientTheLatestTroublesOfThisAccountAndOfUnknownClientsAreShown() {
        history();
        assertThat(reasons("")).containsExactly("AuthorizerRefused", "NotAuthorized", "CertificateUnknown");
        assertThat(reasons("limit=1")).containsExactly("CertificateUnknown");
    }

    @Test
    void certificatesAndAddressesSelect() {
        history();
        assertThat(reasons("certificateId=abc")).containsExactly("CertificateUnknown");
        assertThat(reasons("certificateId=cert")).containsExactly("NotAuthorized");
        assertThat(reasons("address=192.0.2.1")).hasSize(3);
        assertThat(reasons("address=192.0.2.1:99")).hasSize(3);
        assertThat(reasons("address=192.0.2.10")).isEmpty();
        assertThat(reasons("clientId=nobody")).isEmpty();
    }

    @Test
    void aWrongQuestionIsRefused() {
        assertThat(why("clientId=c&address=a", 400).path("message").asString()).contains("give one of");
        assertThat(why("limit=0", 400).path("message").asString()).contains("limit must be");
    }
}
