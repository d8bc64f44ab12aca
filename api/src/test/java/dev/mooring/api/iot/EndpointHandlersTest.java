package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    @ParameterizedTest
    @ValueSource(strings = {"iot:Data-ATS", "iot:Data", "iot:Data-Beta", "iot:CredentialProvider", "iot:Jobs"})
    void answersTheHostNameForEveryEndpointType(String type) {
        assertThat(API.iot().describeEndpoint(d -> d.endpointType(type)).endpointAddress())
                .isEqualTo("iot.example.test");
    }

    @Test
    void answersTheHostNameWithoutAType() {
        assertThat(API.iot().describeEndpoint().endpointAddress()).isEqualTo("iot.example.test");
    }

    @Test
    void refusesAnUnknownType() {
        refused(400, "InvalidRequestException", () -> API.iot().describeEndpoint(d -> d.endpointType("iot:Dato")));
    }
}
