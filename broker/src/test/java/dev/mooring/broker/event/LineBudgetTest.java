package dev.mooring.broker.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineBudgetTest {
    @Test
    void takesSoManyLinesASecondAndCountsTheOthers() {
        LineBudget budget = new LineBudget(2);
        assertThat(budget.take(10_000)).isTrue();
        assertThat(budget.take(10_500)).isTrue();
        assertThat(budget.take(10_999)).isFalse();
        assertThat(budget.take(10_999)).isFalse();
        assertThat(budget.take(11_000)).isTrue();
        assertThat(budget.leftOut()).isEqualTo(2);
        assertThat(budget.leftOut()).isZero();
    }
}
