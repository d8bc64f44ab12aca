package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerWheelTest {
    private static final long START = 1_700_000_000_000L;

    private final TimerWheel wheel = new TimerWheel(START);
    private final List<Long> fired = new ArrayList<>();

    @Test
    void firesAfterTheDeadlineAndAtMostATickLate() {
        Random random = new Random(3);
        List<Recorder> timers = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Recorder timer = new Recorder();
            timers.add(timer);
            // Up to two hours: several turns of the wheel.
            wheel.schedule(timer, START + 1 + random.nextInt(7_200_000));
        }
        for (long now = START; now < START + 7_300_000; now += 100) {
            wheel.advance(now);
        }
        assertThat(timers).allSatisfy(timer -> assertThat(timer.firedAt - timer.deadlineMillis)
                .isBetween(0L, TimerWheel.TICK_MILLIS + 100));
    }

    @Test
    void aCancelledTimerDoesNotFireAndAMovedOneFiresOnce() {
        Recorder cancelled = new Recorder();
        Recorder moved = new Recorder();
        wheel.schedule(cancelled, START + 1000);
        wheel.schedule(moved, START + 1000);
        wheel.schedule(moved, START + 5000);
        wheel.cancel(cancelled);
        wheel.cancel(cancelled);
        wheel.advance(START + 3000);
        assertThat(fired).isEmpty();
        wheel.advance(START + 6000);
        assertThat(fired).containsExactly(START + 6000);
    }

    @Test
    void aJumpOfTheClockFiresEverythingDue() {
        for (int i = 1; i <= 100; i++) {
            wheel.schedule(new Recorder(), START + i * 3_600_000L);
        }
        wheel.advance(START + 50 * 3_600_000L + 1000);
        assertThat(fired).hasSize(50);
    }

    @Test
    void aTimerMayScheduleItselfAgainAndCancelOthersWhenItFires() {
        Recorder other = new Recorder();
        Timer[] self = new Timer[1];
        self[0] = new Timer() {
            @Override
            void expired(long now) {
                fired.add(-now);
                wheel.cancel(other);
                wheel.schedule(self[0], now + 1000);
            }
        };
        wheel.schedule(self[0], START + 1000);
        wheel.schedule(other, START + 1000);
        wheel.advance(START + 2000);
        assertThat(fired).containsExactly(-(START + 2000));
        wheel.advance(START + 4000);
        assertThat(fired).hasSize(2);
    }

    @Test
    void aTimerThatThrowsDoesNotStopTheOthers() {
        wheel.schedule(
                new Timer() {
                    @Override
                    void expired(long now) {
                        throw new IllegalStateException("on purpose");
                    }
                },
                START + 1000);
        wheel.schedule(new Recorder(), START + 1000);
        wheel.advance(START + 2000);
        assertThat(fired).hasSize(1);
    }

    @Test
    void forEachMeetsEveryTimerOnceAndMayCancelThem() {
        for (int i = 0; i < 50; i++) {
            wheel.schedule(new Recorder(), START + i * 977L);
        }
        List<Timer> met = new ArrayList<>();
        wheel.forEach(timer -> {
            met.add(timer);
            wheel.cancel(timer);
        });
        assertThat(met).hasSize(50).doesNotHaveDuplicates();
        wheel.advance(START + 1_000_000);
        assertThat(fired).isEmpty();
    }

    private final class Recorder extends Timer {
        long firedAt;

        @Override
        void expired(long nowMillis) {
            firedAt = nowMillis;
            fired.add(nowMillis);
        }
    }
}
