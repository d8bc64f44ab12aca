package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plays the guide "Rules to every target" with the unmodified AWS CLI, and once more after {@code kill -9}. */
class TargetsTest {
    private static final Pattern BLOCK = Pattern.compile("```bash\\n(.*?)```", Pattern.DOTALL);
    private static final String RECEIVED = "\"room\":\"kitchen\",\"t\":21.5";

    @TempDir
    private static Path directory;

    @BeforeAll
    static void needsTheAwsCli() {
        Assumptions.assumeTrue(Shell.has("aws"), "SKIPPED: no AWS CLI on this machine");
    }

    private static List<String> blocks(Aws aws) throws IOException {
        Path page = Path.of("").toAbsolutePath().getParent().resolve("docs/guide/rules-to-every-target.md");
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(block -> aws.prelude() + "set -eu\n" + block.group(1))
                .toList();
    }

    @Test
    void aMessageReachesEveryTargetAndIsStillThereAfterKillNine() throws IOException {
        try (Mooring server = Mooring.start(directory.resolve("data"))) {
            Shell shell = new Shell(directory, server.env());
            List<String> blocks = blocks(Aws.of(server, directory));
            List<String> preparation = blocks.subList(0, 4);
            List<String> reading = blocks.subList(4, blocks.size());
            assertThat(reading).hasSize(12);
            preparation.forEach(block -> shell.run("bash", "-c", block).mustSucceed());
            reading.forEach(block -> awaitReading(shell, block));
            assertThat(Files.readString(
                            server.data().resolve("targets/s3/000000000000/us-east-1/readings/latest/kitchen.json")))
                    .contains(RECEIVED);
            server.killNow();
            try (Mooring again = server.restart()) {
                Shell shellAgain = new Shell(directory, again.env());
                reading.forEach(block -> awaitReading(shellAgain, block));
            }
        }
    }

    /** Until it shows what was published, as often as the block has commands that show it. */
    private static void awaitReading(Shell shell, String block) {
        AtomicReference<String> seen = new AtomicReference<>("");
        int expected = block.contains("/alarms") ? 2 : 1;
        Await.until(
                () -> {
                    seen.set(shell.run("bash", "-c", block).both());
                    String plain = seen.get().replace("\\\"", "\"");
                    return plain.split(Pattern.quote(shown(block)), -1).length > expected;
                },
                () -> block + "\nshows only\n" + seen.get());
    }

    /** The reading in the target's form. */
    private static String shown(String block) {
        if (block.contains("dynamodb")) {
            return "\"N\": \"21.5\"";
        }
        if (block.contains("get-metric-statistics")) {
            return "21.5";
        }
        if (block.contains("iotevents")) {
            return "\"stateName\": \"Warm\"";
        }
        return block.contains("describe-alarm-history") ? "kitchen has 21.5 degrees" : RECEIVED;
    }
}
