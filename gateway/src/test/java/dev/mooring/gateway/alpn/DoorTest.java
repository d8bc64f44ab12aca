package dev.mooring.gateway.alpn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DoorTest {
    @Test
    void aDoorIsTheFirstOfOursAmongTheOffered() {
        assertThat(Door.of(List.of())).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("h2"))).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("h2", "http/1.1"))).isEqualTo(Door.HTTP);
        assertThat(Door.of(List.of("mqtt"))).isEqualTo(Door.MQTT);
        assertThat(Door.of(List.of("http/1.1", "x-amzn-http-ca"))).isEqualTo(Door.HTTP_WITH_CERTIFICATE);
        assertThat(Door.of(List.of("mqtt", "x-amzn-mqtt-ca"))).isEqualTo(Door.MQTT_WITH_CERTIFICATE);
    }
}
