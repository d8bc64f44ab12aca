package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PresenceVersionsTest {
    private static final long HOUR = 3_600_000;

    @Test
    void countsConnectionsOfAClientIdFromZero() {
        PresenceVersions versions = new PresenceVersions();
        assertThat(versions.connected("a", 0)).isZero();
        versions.disconnected("a", 0, 0);
        assertThat(versions.connected("a", HOUR)).isEqualTo(1);
        assertThat(versions.connected("b", 0)).isZero();
    }

    @Test
    void beginsAgainAfterMoreThanAnHourAway() {
        PresenceVersions versions = new PresenceVersions();
        versions.connected("a", 0);
        versions.disconnected("a", 0, 0);
        assertThat(versions.connected("a", HOUR + 1)).isZero();
    }

    @Test
    void aLateGoodbyeOfTheOldConnectionDoesNotForgetTheNewOne() {
        PresenceVersions versions = new PresenceVersions();
        long old = versions.connected("a", 0);
        long young = versions.connected("a", 0);
        versions.disconnected("a", old, 0);
        assertThat(young).isEqualTo(1);
        assertThat(versions.connected("a", 10 * HOUR)).isEqualTo(2);
    }
}
