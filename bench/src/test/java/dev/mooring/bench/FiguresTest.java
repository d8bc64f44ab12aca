package dev.mooring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(new Figures(new double[] {9, 1, 2}).text(1)).isEqualTo("2.0 (1.0..9.0)");
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleOnes() {
        assertThat(new Figures(new double[] {4, 1, 3, 100}).median()).isEqualTo(3.5);
    }
}
