package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.code.RawZip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions that bring their own runtime: here the shell script of AWS's tutorial. */
class ProvidedRuntimeTest {
    private static final String BOOTSTRAP = """
            #!/bin/sh
            set -eu
            . "$LAMBDA_TASK_ROOT/$(echo "$_HANDLER" | cut -d. -f1).sh"
            API="http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime"
            while true; do
              HEADERS="$(mktemp)"
              EVENT=$(curl -sS -LD "$HEADERS" "$API/invocation/next")
              ID=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$HEADERS" | tr -d '[:space:]' | cut -d: -f2)
              rm "$HEADERS"
              RESPONSE=$($(echo "$_HANDLER" | cut -d. -f2) "$EVENT")
              curl -sS "$API/invocation/$ID/response" -d "$RESPONSE" > /dev/null
            done
            """;

    private RuntimeFixture fixture;

    @BeforeEach
    void start(@TempDir Path root) {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "SKIPPED: no curl on this machine");
        fixture = new RuntimeFixture(root, RuntimeFixture.limits());
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private RuntimeFixture.Fn function(String handler) throws Exception {
        return fixture.zip(new RawZip()
                        .executable("bootstrap", BOOTSTRAP)
                        .file("function.sh", handler)
                        .bytes())
                .on("provided.al2023")
                .handler("function.handler");
    }

    @Test
    void runsTheBootstrapOfThePackageAgainstTheRuntimeApi() throws Exception {
        var function = function("handler() { echo \"seen $1\" >&2; echo \"{\\\"pid\\\":$$}\"; }");

        var first = function.call("{\"a\":1}");
        var second = function.call("{\"a\":2}");

        assertThat(first.payload()).as(first.log()).matches("\\{\"pid\":\\d+}");
        assertThat(second.payload()).as("the same process").isEqualTo(first.payload());
        assertThat(second.log())
                .contains("START RequestId: " + second.requestId(), "seen {\"a\":2}\n")
                .containsSubsequence("seen", "END RequestId: " + second.requestId());
    }

    @Test
    void reportsTheEndOfTheBootstrap() throws Exception {
        var result = function("handler() { exit 4; }").call("{}");

        assertThat(result.payload()).contains("Runtime.ExitError", "exit status 4");
    }

    @Test
    void saysWhatIsMissingWhenThereIsNoBootstrap() throws Exception {
        var function = fixture.zip(
                        new RawZip().file("bootstrap", "not executable").bytes())
                .on("provided.al2023");

        assertThatThrownBy(() -> function.call("{}"))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("Couldn't find valid bootstrap");
    }
}
