package dev.mooring.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.store.Durability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ServerConfigTest {
    private static ServerConfig config(String bind, OptionalInt mqttPort, boolean anyCredentials) {
        return new ServerConfig(
                Path.of("data"),
                bind,
                Optional.empty(),
                0,
                0,
                0,
                OptionalInt.empty(),
                mqttPort,
                new Tenant("000000000000", "us-east-1"),
                anyCredentials,
                Profile.AWS,
                Optional.empty(),
                Durability.FSYNC,
                Map.of());
    }

    @Test
    void openDoorsNeedALoopbackAddress() {
        assertThat(config("127.0.0.1", OptionalInt.of(0), true).anyCredentials())
                .isTrue();
        assertThat(config("::1", OptionalInt.of(0), true).anyCredentials()).isTrue();
        assertThat(config("0.0.0.0", OptionalInt.empty(), false).bind()).isEqualTo("0.0.0.0");
        assertThatThrownBy(() -> config("0.0.0.0", OptionalInt.of(0), false)).hasMessageContaining("--mqtt-port");
        assertThatThrownBy(() -> config("0.0.0.0", OptionalInt.empty(), true))
                .hasMessageContaining("--any-credentials");
    }
}
