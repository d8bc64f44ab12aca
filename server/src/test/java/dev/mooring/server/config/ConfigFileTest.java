package dev.mooring.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.rules.action.ServiceEndpoint.Credentials;
import dev.mooring.rules.action.TargetService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PROD_ACCESS_KEY_ID", "AKIAENV", "PROD_SECRET_ACCESS_KEY", "hush", "HALF_ACCESS_KEY_ID", "AKIAHALF");
    private static final String KEYS = """
            [default]
            aws_access_key_id = AKIAFILE
            aws_secret_access_key = hush

            [other]
            aws_access_key_id = ASIAOTHER
            aws_secret_access_key = hush
            aws_session_token = token

            [role]
            role_arn = arn:aws:iam::123456789012:role/r
            """;

    @TempDir
    private Path directory;

    private Map<TargetService, TargetSettings> parse(String text) {
        return ConfigFile.parse(text.replace('\'', '"'), directory.resolve("mooring.json"), ENVIRONMENT, directory);
    }

    private void keys(String name, String mode) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, KEYS);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    @Test
    void readsEndpointRegionAndTheThreeKindsOfAccessKeys() throws IOException {
        keys("keys", "rw-------");
        keys(".aws/credentials", "rw-r--r--");
        Path file = directory.resolve("mooring.json");
        Files.writeString(file, """
                {
                  // AWS itself
                  "targets": {
                    "sqs": {"endpoint": "https://sqs.eu-west-1.amazonaws.com", "region": "eu-west-1",
                            "credentials": {"profile": "other"}},
                    "s3": {"endpoint": "http://localhost:9000", "credentials": {"file": "keys"}},
                    "opensearch": {"credentials": {"environment": "PROD"}}
                  }
                }
                """);
        assertThat(ConfigFile.read(file, ENVIRONMENT, directory))
                .isEqualTo(Map.of(
                        TargetService.SQS,
                        new TargetSettings(
                                Optional.of(URI.create("https://sqs.eu-west-1.amazonaws.com")),
                                Optional.of("eu-west-1"),
                                Optional.of(new Credentials("ASIAOTHER", "hush", Optional.of("token")))),
                        TargetService.S3,
                        new TargetSettings(
                                Optional.of(URI.create("http://localhost:9000")),
                                Optional.empty(),
                                Optional.of(new Credentials("AKIAFILE", "hush", Optional.empty()))),
                        TargetService.OPENSEARCH,
                        new TargetSettings(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(new Credentials("AKIAENV", "hush", Optional.empty())))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[] | must be an object",
                "{'targets':[]} | targets: must be an object",
                "{'target':{}} | target: is not known; there are targets",
                "{'targets':{'sqq':{}}} | targets.sqq: no such service; there are sqs, sns",
                "{'targets':{'sqs':{}}} | targets.sqs: names no endpoint",
                "{'targets':{'sqs':{'endpoint':'x'}}} | targets.sqs.endpoint: 'x' is not a URL",
                "{'targets':{'sqs':{'endpoint':7}}} | targets.sqs.endpoint: must be a text",
                "{'targets':{'sqs':{'endpoint':'http://x','region':'Mars!'}}} | targets.sqs.region: 'Mars!' is not",
                "{'targets':{'sqs':{'endpoint':'http://x','secret':'hush'}}} | targets.sqs.secret: is not known",
                "{'targets':{'es':{'credentials':{}}}} | credentials: takes one of environment, file, profile",
                "{'targets':{'es':{'credentials':{'file':'a','profile':'b'}}}} | takes one of",
                "{'targets':{'es':{'credentials':{'environment':'HALF'}}}} | has no HALF_SECRET_ACCESS_KEY",
                "{'targets':{'es':{'credentials':{'environment':'a=b'}}}} | cannot begin the name of a variable",
                "{'targets':{'es':{'credentials':{'file':'missing'}}}} | cannot read",
                "{'targets':{'es':{'credentials':{'profile':'nobody'}}}} | has no profile 'nobody'",
                "{'targets':{'es':{'credentials':{'profile':'role'}}}} | has no aws_access_key_id; roles and single",
                "{'targets':{'es':{},'es':{}}} | not JSON",
                "{'targets': | not JSON",
            })
    void refusesWhatItDoesNotUnderstandAndTellsNoSecret(String text, String message) throws IOException {
        keys(".aws/credentials", "rw-------");
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--config: ")
                .hasMessageContaining(message)
                .hasMessageNotContaining("hush");
    }

    @Test
    void aFileThatOthersCanReadIsRefused() throws IOException {
        keys("keys", "rw-r-----");
        assertThatThrownBy(() -> parse("{'targets':{'es':{'credentials':{'file':'keys'}}}}"))
                .hasMessageContaining("chmod 600");
    }

    @Test
    void aFileOfAnotherFormatIsRefusedWithoutQuotingIt() throws IOException {
        keys("keys", "rw-------");
        Files.writeString(directory.resolve("keys"), "hush\n");
        assertThatThrownBy(() -> parse("{'targets':{'es':{'credentials':{'file':'keys'}}}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("hush");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> ConfigFile.read(directory.resolve("none"), Map.of(), directory))
                .hasMessageContaining("cannot read");
    }

    @Test
    void anyTextIsReadOrRefusedWithASentence() {
        Random random = new Random(7);
        String seed = "{'targets':{'sqs':{'endpoint':'http://x','region':'eu','credentials':{'environment':'PROD'}}}}";
        int inputs = Integer.getInteger("mooring.fuzz", 20_000);
        for (int i = 0; i < inputs; i++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edits = random.nextInt(4); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.setCharAt(at, (char) random.nextInt(128));
                    default -> text.insert(at, "{}[]':,\\0".charAt(random.nextInt(9)));
                }
            }
            try {
                parse(text.toString());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).startsWith("--config: ");
            }
        }
    }
}
