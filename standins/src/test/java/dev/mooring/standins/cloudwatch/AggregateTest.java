package dev.mooring.standins.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AggregateTest {
    @Test
    void mergingIsTheSameInAnyOrderAndSurvivesStorage() {
        Random random = new Random(3);
        for (int round = 0; round < 1000; round++) {
            Aggregate a = Aggregate.of(random.nextInt(9), 1 + random.nextInt(3));
            Aggregate b = Aggregate.of(random.nextInt(9), 1);
            Aggregate c = Aggregate.of(random.nextInt(9), 2);
            assertThat(a.plus(b).plus(c))
                    .isEqualTo(c.plus(a.plus(b)))
                    .isEqualTo(b.plus(c).plus(a));
            assertThat(Aggregate.ofBody(a.plus(b).plus(c).toBody()))
                    .isEqualTo(a.plus(b).plus(c));
        }
    }

    @Test
    void percentilesOfManyDifferentValuesAreNearlyRight() {
        Random random = new Random(5);
        double[] values = random.doubles(20_000, 1, 1000).toArray();
        Aggregate all = Aggregate.of(values[0], 1);
        for (int i = 1; i < values.length; i++) {
            all = all.plus(Aggregate.of(values[i], 1));
        }
        Arrays.sort(values);
        assertThat(all.values().size()).isLessThanOrEqualTo(Aggregate.MAX_VALUES);
        for (double percent : new double[] {1, 50, 90, 99, 99.9}) {
            double exact = values[(int) Math.ceil(values.length * percent / 100) - 1];
            assertThat(all.percentile(percent)).isCloseTo(exact, within(exact * 0.02));
        }
        assertThat(all.count()).isEqualTo(values.length);
        assertThat(all.min()).isEqualTo(values[0]);
        assertThat(all.max()).isEqualTo(values[values.length - 1]);
    }

    @Test
    void percentilesOfAStatisticSetAreNotKnown() {
        assertThat(Aggregate.ofSet(5, 50, 1, 20).hasValues()).isFalse();
        assertThat(Aggregate.ofSet(5, 50, 10, 10).hasValues()).isTrue();
        assertThat(Statistic.require("p90").of(Aggregate.ofSet(5, 50, 1, 20))).isEmpty();
    }
}
