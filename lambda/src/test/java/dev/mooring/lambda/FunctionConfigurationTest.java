package dev.mooring.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionConfigurationTest {
    private static final FunctionConfiguration GOOD =
            FunctionConfiguration.of("nodejs20.x", "arn:aws:iam::123456789012:role/r", "index.handler");

    @Test
    void hasAwsDefaults() {
        assertThat(GOOD.timeoutSeconds()).isEqualTo(3);
        assertThat(GOOD.memorySizeMb()).isEqualTo(128);
        assertThat(GOOD.ephemeralStorageMb()).isEqualTo(512);
        assertThat(GOOD.architectures()).containsExactly("x86_64");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "python3.8,  -, -, 3,   128,   runtime",
                "nodejs16.x, -, -, 3,   128,   runtime",
                "-, arn:aws:iam::12:role/r, -, 3, 128, role",
                "-, admin,   -,          3,   128,   role",
                "-, -,       a b,        3,   128,   handler",
                "-, -,       -,          0,   128,   timeout",
                "-, -,       -,          901, 128,   timeout",
                "-, -,       -,          3,   127,   memorySize",
                "-, -,       -,          3,   10241, memorySize",
            })
    void refuses(String runtime, String role, String handler, int timeout, int memory, String member) {
        assertThatThrownBy(() -> new FunctionConfiguration(
                        runtime == null ? GOOD.runtime() : runtime,
                        role == null ? GOOD.role() : role,
                        handler == null ? GOOD.handler() : handler,
                        "",
                        timeout,
                        memory,
                        Map.of(),
                        List.of("arm64"),
                        512,
                        Optional.empty()))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("'" + member + "'");
    }

    @Test
    void refusesAnOverlongHandlerAndUnknownArchitectures() {
        assertThatThrownBy(() -> FunctionConfiguration.of(GOOD.runtime(), GOOD.role(), "x".repeat(129)))
                .hasMessageContaining("handler");
        assertThatThrownBy(() -> GOOD.withArchitectures(List.of("vax"))).hasMessageContaining("architectures");
        assertThatThrownBy(() -> GOOD.withArchitectures(List.of("x86_64", "arm64")))
                .hasMessageContaining("architectures");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"AWS_REGION", "_HANDLER", "LAMBDA_TASK_ROOT", "AWS_ACCESS_KEY_ID", "AWS_LAMBDA_RUNTIME_API"})
    void refusesReservedVariables(String name) {
        assertThatThrownBy(() -> GOOD.withEnvironment(Map.of(name, "x")))
                .hasMessageContaining("Reserved keys used in this request: " + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1A", "A-B", "A=B", "", "A", "É1"})
    void refusesNamesThatAreNoVariables(String name) {
        assertThatThrownBy(() -> GOOD.withEnvironment(Map.of(name, "x"))).hasMessageContaining("environment.variables");
    }

    @Test
    void takesFourKilobytesOfVariablesAsJson() {
        // {"AB":"…"} is nine characters around the value.
        assertThat(GOOD.withEnvironment(Map.of("AB", "x".repeat(4087))).environment())
                .hasSize(1);
        assertThatThrownBy(() -> GOOD.withEnvironment(Map.of("AB", "x".repeat(4088))))
                .hasMessageContaining("exceeded the 4KB limit");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            many.put("NAME" + i, "value");
        }
        assertThatThrownBy(() -> GOOD.withEnvironment(many)).hasMessageContaining("exceeded the 4KB limit");
        assertThatThrownBy(() -> GOOD.withEnvironment(Map.of("AB", "x\0y"))).hasMessageContaining("NUL");
    }
}
