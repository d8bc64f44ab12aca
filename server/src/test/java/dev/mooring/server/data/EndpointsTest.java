package dev.mooring.server.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
    @TempDir
    private Path directory;

    static Endpoints endpoints(long pid) {
        return new Endpoints(
                "127.0.0.1:7080",
                "localhost:8883",
                "localhost:8443",
                Optional.empty(),
                Optional.of("127.0.0.1:1883"),
                Path.of("/x/root-ca.pem"),
                "us-east-1",
                "000000000000",
                pid);
    }

    @Test
    void whatIsWrittenIsRead() {
        Path file = directory.resolve("endpoints.json");
        endpoints(7).write(file);
        assertThat(Endpoints.read(file)).contains(endpoints(7));
    }

    @Test
    void portsThatAreOffAreNull() throws Exception {
        Path file = directory.resolve("endpoints.json");
        endpoints(7).write(file);
        assertThat(Files.readString(file)).contains("\"alpn\" : null").contains("\"mqtt\" : \"127.0.0.1:1883\"");
    }

    @Test
    void noFileIsNoServer() {
        assertThat(Endpoints.read(directory.resolve("endpoints.json"))).isEmpty();
    }

    @Test
    void aDamagedFileIsNamed() throws Exception {
        Path file = directory.resolve("endpoints.json");
        endpoints(7).write(file);
        String good = Files.readString(file);
        for (String damaged : List.of(
                "",
                "{",
                "null",
                "[]",
                "{}",
                good.substring(0, good.length() / 2),
                good.replace("localhost:8883", "localhost"),
                good.replace("\"us-east-1\"", "1"))) {
            Files.writeString(file, damaged);
            assertThatThrownBy(() -> Endpoints.read(file))
                    .as(damaged)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("endpoints.json is damaged");
        }
    }

    @Test
    void hostAndPortAreTakenApart() {
        assertThat(Endpoints.hostOf("localhost:8883")).isEqualTo("localhost");
        assertThat(Endpoints.portOf("localhost:8883")).isEqualTo(8883);
    }
}
