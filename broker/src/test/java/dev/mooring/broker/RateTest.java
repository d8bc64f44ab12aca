package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateTest {
    private static final long START = 1_790_000_000_000L;

    @Test
    void aFullBucketGivesItsBurstAtOnceThenOneAfterTheOther() {
        Rate rate = new Rate(100, Duration.ofSeconds(5));
        long level = rate.take(0, 500, START);
        assertThat(rate.debtMillis(level, START)).isZero();
        assertThat(rate.hasOne(level, START)).isFalse();
        level = rate.take(level, 1, START);
        assertThat(rate.debtMillis(level, START)).isEqualTo(10);
        assertThat(rate.debtMillis(level, START + 9)).isEqualTo(1);
        assertThat(rate.debtMillis(level, START + 10)).isZero();
        assertThat(rate.hasOne(level, START + 20)).isTrue();
    }

    @Test
    void aBucketThatWasLeftAloneIsFullAgainAndNoFuller() {
        Rate rate = new Rate(100, Duration.ofSeconds(5));
        long level = rate.take(0, 500, START);
        assertThat(rate.isFull(level, START + 4999)).isFalse();
        assertThat(rate.isFull(level, START + 5000)).isTrue();
        level = rate.take(level, 501, START + 1_000_000);
        assertThat(rate.debtMillis(level, START + 1_000_000)).isEqualTo(10);
    }

    @Test
    void aBurstShorterThanOneStillGivesOne() {
        Rate rate = new Rate(1, Duration.ofMillis(1));
        assertThat(rate.debtMillis(rate.take(0, 1, START), START)).isZero();
    }

    /** The same bucket with its level as a number of tokens. */
    @Test
    void agreesWithABucketOfTokens() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int perSecond = 1 << random.nextInt(10); // A divisor of 10^9 up to 2^9: no rounding.
            long burstMillis = 1000L * (1 + random.nextInt(5));
            Rate rate = new Rate(perSecond, Duration.ofMillis(burstMillis));
            long capacity = perSecond * burstMillis; // Thousandths of a token.
            long tokens = capacity;
            long level = 0;
            long now = START;
            for (int step = 0; step < 500; step++) {
                long passed = random.nextInt(3) == 0 ? random.nextInt(2000) : 0;
                now += passed;
                tokens = Math.min(capacity, tokens + perSecond * passed);
                assertThat(rate.hasOne(level, now)).as("seed %d", seed).isEqualTo(tokens >= 1000);
                int count = random.nextInt(4);
                tokens -= 1000L * count;
                level = rate.take(level, count, now);
                assertThat(rate.debtMillis(level, now))
                        .as("seed %d", seed)
                        .isEqualTo(Math.ceilDiv(Math.max(0, -tokens), (long) perSecond));
            }
        }
    }
}
