package dev.mooring.broker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecycleEventsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    @Test
    void aDisconnectedEventHasAwsFieldsInAwsForm() {
        var message = LifecycleEvents.disconnected(subject("c1"), new Reason.ConnectionLost(""), 7, 1_767_225_600_123L)
                .orElseThrow();
        assertThat(message.topic()).isEqualTo("$aws/events/presence/disconnected/c1");
        assertThat(message.payloadText())
                .isEqualTo("{\"clientId\":\"c1\",\"timestamp\":1767225600123,\"eventType\":\"disconnected\","
                        + "\"sessionIdentifier\":\"session\",\"principalIdentifier\":\"principal\","
                        + "\"clientInitiatedDisconnect\":false,\"disconnectReason\":\"CONNECTION_LOST\","
                        + "\"versionNumber\":7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a+b", "a#"})
    void clientIdsThatMakeNoTopicHaveNoEvents(String clientId) {
        assertThat(LifecycleEvents.connected(subject(clientId), "127.0.0.1", 0, 0))
                .isEmpty();
    }

    private static LifecycleEvents.Subject subject(String clientId) {
        return new LifecycleEvents.Subject(TENANT, clientId, "principal", "session");
    }
}
