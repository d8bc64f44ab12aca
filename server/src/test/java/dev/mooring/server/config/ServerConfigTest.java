package dev.mooring.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.store.Durability;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConfigTest {
    private static ServerConfig config(String bind, OptionalInt mqttPort, boolean anyCredentials) {
        return config(bind, Optional.empty(), 0, mqttPort, anyCredentials, Optional.empty());
    }

    private static ServerConfig config(
            String bind,
            Optional<String> hostname,
            int httpPort,
            OptionalInt mqttPort,
            boolean anyCredentials,
            Optional<String> database) {
        return new ServerConfig(
                Path.of("data"),
                bind,
                hostname,
                httpPort,
                0,
                0,
                OptionalInt.empty(),
                mqttPort,
                Optional.empty(),
                new Tenant("000000000000", "us-east-1"),
                anyCredentials,
                Profile.AWS,
                false,
                database,
                Durability.FSYNC,
                RuleActions.DURABLE,
                HttpDestinations.OPEN,
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

    @ParameterizedTest
    @ValueSource(strings = {"pi", "pi.local", "iot.example.com", "192.168.1.7", "::1", "fe80::1", "a-b.c"})
    void devicesMayUseANameOrAnAddress(String name) {
        assertThat(named(name).advertisedHost()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a_b", "-a", "a-", "a..b", "a b", "http://pi", "pi:8883", "pi/"})
    void whatIsNoNameIsRefusedBeforeACertificateIsMadeForIt(String name) {
        assertThatThrownBy(() -> named(name)).hasMessageContaining("--hostname: '" + name + "'");
    }

    @Test
    void portsAreInRange() {
        assertThatThrownBy(() ->
                        config("127.0.0.1", Optional.empty(), 65_536, OptionalInt.empty(), false, Optional.empty()))
                .hasMessageContaining("--http-port takes a port from 0 to 65535, not 65536");
        assertThatThrownBy(() -> config("127.0.0.1", OptionalInt.of(-1), false)).hasMessageContaining("--mqtt-port");
    }

    @Test
    void aDatabaseOfAnotherKindIsRefusedWithoutTellingItsPassword() {
        assertThatThrownBy(() -> config(
                        "127.0.0.1",
                        Optional.empty(),
                        0,
                        OptionalInt.empty(),
                        false,
                        Optional.of("postgres://me:secret@db/x")))
                .hasMessageContaining("jdbc:postgresql:")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "0, , ''",
        "0, certificate, takes a certificate's id",
        "0, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF, takes a certificate's id",
        "0, 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, ''",
        ", 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef, needs --mqtt-port"
    })
    void thePlainPortsPrincipalIsACertificate(@Nullable Integer port, @Nullable String principal, String refusal) {
        ServerConfig plain = ServerConfig.forPrivateUse(Path.of("data"));
        ThrowableAssert.ThrowingCallable make = () -> plain.withPlainMqtt(
                port == null ? OptionalInt.empty() : OptionalInt.of(port), Optional.ofNullable(principal));
        if (refusal.isEmpty()) {
            assertThatNoException().isThrownBy(make);
        } else {
            assertThatThrownBy(make).hasMessageContaining(refusal);
        }
    }

    private static ServerConfig named(String hostname) {
        return config("127.0.0.1", Optional.of(hostname), 0, OptionalInt.empty(), false, Optional.empty());
    }
}
