package dev.mooring.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.policy.Decision;
import dev.mooring.core.reason.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClientLogTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");

    private final List<String> entries = new ArrayList<>();
    private LogLevel wanted = LogLevel.DEBUG;
    private final ClientLog log = new ClientLog(new LogSink() {
        @Override
        public boolean mayWant(Tenant tenant, LogLevel level) {
            return wanted.includes(level);
        }

        @Override
        public void write(LogEntry entry) {
            entries.add(entry.json());
        }
    });

    private void record(ClientEvent.Kind kind, Reason reason) {
        log.record(new ClientEvent(
                kind, Optional.of(TENANT), "connection", "c1", "principal", "192.0.2.7:4711", reason, 1000));
    }

    private static Reason denied(String action, String resource) {
        return new Reason.NotAuthorized(
                "principal",
                action,
                "arn:aws:iot:us-east-1:123456789012:" + resource,
                new Decision.ImplicitDeny(List.of()));
    }

    private static String entry(String level, String status, String type, String attributes, String end) {
        return "{\"timestamp\":\"1970-01-01 00:00:01.000\",\"logLevel\":\"" + level
                + "\",\"traceId\":\"connection\",\"accountId\":\"123456789012\",\"status\":\"" + status
                + "\",\"eventType\":\"" + type + "\",\"clientId\":\"c1\",\"protocol\":\"MQTT\"" + attributes
                + ",\"sourceIp\":\"192.0.2.7\",\"sourcePort\":4711,\"principalId\":\"principal\"" + end;
    }

    @Test
    void anEndOfAConnectionHasItsReason() {
        record(ClientEvent.Kind.CLOSED, new Reason.TakenOver("c1", "192.0.2.7:4711", "192.0.2.8:1"));
        assertThat(entries)
                .containsExactly(
                        entry("INFO", "Success", "Disconnect", ",\"disconnectReason\":\"DUPLICATE_CLIENTID\"", "}"));
    }

    @Test
    void aRefusalIsAnErrorOfWhatWasTried() {
        record(ClientEvent.Kind.REFUSED, denied("iot:Connect", "client/c1"));
        record(ClientEvent.Kind.DENIED, denied("iot:Publish", "topic/a/b"));
        record(ClientEvent.Kind.DENIED, denied("iot:Subscribe", "topicfilter/a/#"));
        assertThat(entries).hasSize(3);
        String end = ",\"reason\":\"AUTHORIZATION_FAILURE\",\"details\":\"principal may not ";
        assertThat(entries.get(0)).startsWith(entry("ERROR", "Failure", "Connect", "", end + "iot:Connect"));
        assertThat(entries.get(1))
                .startsWith(entry("ERROR", "Failure", "Publish-In", ",\"topicName\":\"a/b\"", end + "iot:Publish"));
        assertThat(entries.get(2))
                .startsWith(entry("ERROR", "Failure", "Subscribe", ",\"topicName\":\"a/#\"", end + "iot:Subscribe"));
    }

    @Test
    void whoeverIsNotKnownHasNoLog() {
        log.record(new ClientEvent(
                ClientEvent.Kind.REFUSED,
                Optional.empty(),
                "connection",
                "",
                "",
                "192.0.2.7:4711",
                new Reason.NoClientCertificate(),
                0));
        assertThat(entries).isEmpty();
    }

    @Test
    void aPublishIsLoggedWhetherByMqttOrHttpButNotWhatARuleMakesOfIt() {
        for (Origin.Protocol protocol : List.of(Origin.Protocol.MQTT, Origin.Protocol.HTTP, Origin.Protocol.RULE)) {
            log.published(new Message(
                    TENANT,
                    "a/b",
                    new byte[0],
                    1,
                    protocol == Origin.Protocol.MQTT,
                    MessageProperties.NONE,
                    new Origin(protocol, Optional.empty(), "p", Optional.of("192.0.2.7"), Optional.of("trace"), 0),
                    1000));
        }
        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).contains("\"protocol\":\"MQTT\"", "\"topicName\":\"a/b\"", "\"retain\":\"True\"");
        assertThat(entries.get(1))
                .contains("\"protocol\":\"HTTP\"", "\"clientId\":\"N/A\"")
                .doesNotContain("retain");
    }

    @Test
    void nothingIsMadeThatNobodyWants() {
        wanted = LogLevel.ERROR;
        record(ClientEvent.Kind.CLOSED, new Reason.ConnectionLost("reset"));
        assertThat(entries).isEmpty();
    }
}
