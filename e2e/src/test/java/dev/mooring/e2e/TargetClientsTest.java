package dev.mooring.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS SDK for JavaScript 3 with CloudWatch (CBOR, compressed), and OpenSearch's own client, signing, with a domain. */
class TargetClientsTest {
    @TempDir
    private static Path directory;

    @Test
    void metricsAndSearchesByUnmodifiedClients() {
        Path modules = Mooring.ROOT.resolve("e2e/npm/node_modules");
        Assumptions.assumeTrue(
                Files.isDirectory(modules.resolve("@opensearch-project")),
                "SKIPPED: the npm packages are not installed");
        try (Mooring server = Mooring.start(directory.resolve("data"))) {
            String endpoint = Aws.of(server, directory)
                    .json("opensearch", "create-domain", "--domain-name", "rooms")
                    .at("/DomainStatus/Endpoint")
                    .asString();
            Map<String, String> environment = new HashMap<>(server.env());
            environment.put("NODE_PATH", modules.toString());
            environment.put("NODE_NO_WARNINGS", "1");
            Shell.Result result = new Shell(directory, environment)
                    .run(
                            "node",
                            Path.of("src/test/resources/targets.js")
                                    .toAbsolutePath()
                                    .toString(),
                            endpoint);
            assertThat(Mooring.JSON.readTree(result.mustSucceed().out())).isEqualTo(Mooring.JSON.readTree("""
                    {"listed":500,"doubled":42,"refused":"ResourceNotFound","distribution":"opensearch","bulk":2,
                     "first":"1","mean":17,"exists":404}"""));
        }
    }
}
