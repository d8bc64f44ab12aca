package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.reason.Reason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class AccountRatesTest {
    private static final long START = 1_790_000_000_000L;

    private final AccountRates rates =
            new AccountRates(new RateLimits(100, 1000, 10, 10, 1, Duration.ofSeconds(2), Duration.ofSeconds(3)));

    @Test
    void aClientIdConnectsAsOftenAsTheBurstAllowsThenOnceASecondThenNotAtAll() {
        assertThat(rates.connect("a", START).waitMillis()).isZero();
        assertThat(rates.connect("a", START).waitMillis()).isZero();
        assertThat(rates.connect("a", START).waitMillis()).isEqualTo(1000);
        assertThat(rates.connect("a", START).waitMillis()).isEqualTo(2000);
        assertThat(rates.connect("a", START).waitMillis()).isEqualTo(3000);
        for (int i = 0; i < 100; i++) {
            // Those who are turned away do not make it worse.
            AccountRates.Turn late = rates.connect("a", START);
            assertThat(late.tooLong()).isTrue();
            assertThat(late.waitMillis()).isEqualTo(4000);
            assertThat(late.reason()).isEqualTo(new Reason.Throttled("CONNECTs a second with one client id", 1));
        }
        assertThat(rates.connect("b", START).waitMillis()).isZero();
    }

    @Test
    void anAccountsClientsShareItsRate() {
        for (int i = 0; i < 20; i++) {
            assertThat(rates.connect("client-" + i, START).waitMillis()).isZero();
        }
        AccountRates.Turn next = rates.connect("next", START);
        assertThat(next.waitMillis()).isEqualTo(100);
        assertThat(next.tooLong()).isFalse();
        assertThat(next.reason()).isEqualTo(new Reason.Throttled("CONNECTs a second of an account", 10));
    }

    @Test
    void clientIdsAreForgottenWhenTheirTimeHasPassed() {
        AccountRates many = new AccountRates(
                new RateLimits(100, 1000, 10, 1_000_000, 1, Duration.ofSeconds(2), Duration.ofSeconds(3)));
        for (int i = 0; i < 1_000_000; i++) {
            many.connect("client-" + i, START + i); // A thousand a second.
            assertThat(many.remembered()).isLessThanOrEqualTo(4096);
        }
    }

    @Test
    void subscriptionsWaitForTheAccountButNeverLongerThanTheLongestDelay() {
        assertThat(rates.subscribe(20, START)).isZero();
        assertThat(rates.subscribe(8, START)).isEqualTo(800);
        for (int i = 0; i < 1000; i++) {
            assertThat(rates.subscribe(8, START)).isBetween(1L, 3000L);
        }
        assertThat(rates.subscribe(1, START + 10_000)).isZero();
    }
}
