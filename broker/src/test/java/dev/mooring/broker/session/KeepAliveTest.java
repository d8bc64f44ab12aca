package dev.mooring.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeepAliveTest {
    @ParameterizedTest
    @CsvSource({"0, 1200", "1, 30", "29, 30", "30, 30", "31, 31", "1200, 1200", "1201, 1200", "65535, 1200"})
    void mapsTheRequestedToTheEffectiveSeconds(int requested, int effective) {
        assertThat(KeepAlive.AWS.effectiveSeconds(requested)).isEqualTo(effective);
        assertThat(KeepAlive.toleranceMillis(effective)).isEqualTo(effective * 1500L);
    }
}
