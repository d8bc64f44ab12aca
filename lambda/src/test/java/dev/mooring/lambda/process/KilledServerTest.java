package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsNode.class)
class KilledServerTest {
    /** As kill -9 does: nothing of the server's own gets a chance to run. */
    @Test
    void takesItsFunctionsAndTheirChildrenAlong(@TempDir Path directory) throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerForTests.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        try {
            Processes.await("the busy function", () -> Files.exists(directory.resolve("busy")) || !server.isAlive());
            assertThat(server.isAlive())
                    .as(Files.readString(directory.resolve("output")))
                    .isTrue();
            long idle = pid(directory.resolve("idle"));
            long busy = pid(directory.resolve("busy"));
            long child = pid(directory.resolve("child"));
            assertThat(Processes.isRunning(idle) && Processes.isRunning(busy) && Processes.isRunning(child))
                    .isTrue();

            server.destroyForcibly().waitFor();

            Processes.await("the end of the idle function", () -> !Processes.isRunning(idle));
            Processes.await("the end of the busy function", () -> !Processes.isRunning(busy));
            Processes.await("the end of its child", () -> !Processes.isRunning(child));
        } finally {
            server.destroyForcibly();
        }
    }

    private static long pid(Path file) throws Exception {
        return Long.parseLong(Files.readString(file).strip());
    }
}
