package dev.mooring.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    @Test
    void withoutArgumentsEverythingRunsBesideAllPeers() {
        Options options = Options.parse(List.of());
        assertThat(options.benchmarks()).isEmpty();
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.seconds()).isEqualTo(5);
        assertThat(options.peers()).containsExactly("mosquitto", "hivemq", "moquette");
        assertThat(Scenario.ALL).allMatch(scenario -> options.wants(scenario.name()));
    }

    @Test
    void namesAndOptionsComeInAnyOrder() {
        Options options = Options.parse(List.of(
                "--rounds",
                "7",
                "messages",
                "--scenario",
                "tls-pairs",
                "--seconds",
                "2",
                "--scenario",
                "rate",
                "--peers",
                "none",
                "sql"));
        assertThat(options.benchmarks()).containsExactly("messages", "sql");
        assertThat(options.rounds()).isEqualTo(7);
        assertThat(options.seconds()).isEqualTo(2);
        assertThat(options.peers()).isEmpty();
        assertThat(Scenario.ALL.stream().map(Scenario::name).filter(options::wants))
                .containsExactly("rate", "tls-pairs-qos0", "tls-pairs-qos1", "tls-pairs-qos2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rounds",
                "--rounds 0",
                "--rounds 101",
                "--rounds many",
                "--seconds 601",
                "--peers emqx",
                "--fast yes"
            })
    void refusesWhatItDoesNotUnderstandAndSaysWhich(String arguments) {
        String option = arguments.split(" ")[0];
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of(arguments.split(" "))))
                .withMessageContaining(option);
    }
}
