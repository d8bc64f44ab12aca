package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long START = 1_790_000_000_000L;

    private final Pace pace = new Pace(new Rate(10, Duration.ofSeconds(1)), new Rate(1000, Duration.ofSeconds(1)));

    @Test
    void theFirstPublishBeyondTheBurstMakesTheNextWait() {
        for (int i = 0; i < 10; i++) {
            pace.published(START);
            assertThat(pace.waitMillis(START)).isZero();
        }
        pace.published(START);
        assertThat(pace.waitMillis(START)).isEqualTo(100);
        assertThat(pace.waitsFor()).isEqualTo(Pace.Quota.PUBLISHES);
        assertThat(pace.waitMillis(START + 100)).isZero();
    }

    @Test
    void bytesCountWhateverTheyAre() {
        pace.read(1500, START);
        assertThat(pace.waitMillis(START)).isEqualTo(500);
        assertThat(pace.waitsFor()).isEqualTo(Pace.Quota.BYTES);
    }

    @Test
    void theLongestWaitCounts() {
        pace.read(1500, START);
        pace.delay(Pace.Quota.SUBSCRIPTIONS, 200, START);
        assertThat(pace.waitMillis(START)).isEqualTo(500);
        assertThat(pace.waitsFor()).isEqualTo(Pace.Quota.BYTES);
        pace.delay(Pace.Quota.SUBSCRIPTIONS, 700, START);
        assertThat(pace.waitMillis(START)).isEqualTo(700);
        assertThat(pace.waitsFor()).isEqualTo(Pace.Quota.SUBSCRIPTIONS);
    }

    @Test
    void whatGoesOutUsesUpTheBurstButNeverHoldsTheClientBack() {
        for (int i = 0; i < 1000; i++) {
            pace.delivered(START);
        }
        assertThat(pace.waitMillis(START)).isZero();
        pace.published(START);
        assertThat(pace.waitMillis(START)).isEqualTo(100);
    }

    @Test
    void aClientThatReceivesWithoutEndStillSendsAtItsFullRate() {
        int published = 0;
        for (long now = START; now < START + 10_000; now++) {
            pace.delivered(now);
            if (pace.waitMillis(now) == 0) {
                pace.published(now);
                published++;
            }
        }
        assertThat(published).isBetween(95, 115);
    }
}
