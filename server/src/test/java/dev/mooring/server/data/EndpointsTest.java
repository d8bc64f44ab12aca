package dev.mooring.server.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointsTest {
    @TempDir
    private Path directory;

    private static Endpoints endpoints(long pid) {
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
    void theFileOfAKilledServerDoesNotPassForARunningOne() {
        assertThat(endpoints(ProcessHandle.current().pid()).isRunning()).isTrue();
        assertThat(endpoints(Integer.MAX_VALUE).isRunning()).isFalse();
    }

    @Test
    void hostAndPortAreTakenApart() {
        assertThat(Endpoints.hostOf("localhost:8883")).isEqualTo("localhost");
        assertThat(Endpoints.portOf("localhost:8883")).isEqualTo(8883);
    }
}
