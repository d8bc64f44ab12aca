package dev.mooring.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many deadlines at little cost: scheduling and cancelling are a few assignments, and an idle connection costs nothing
 * between its deadlines. A timer fires at most one {@link #TICK_MILLIS} late. Deadlines farther than one turn of the
 * wheel stay in their slot for another turn.
 *
 * <p>Not safe for threads: owned by one event loop.
 */
final class TimerWheel {
    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

    static final long TICK_MILLIS = 512;
    private static final int SLOTS = 4096;

    private final Anchor[] slots = new Anchor[SLOTS];
    private long tick;

    TimerWheel(long nowMillis) {
        tick = nowMillis / TICK_MILLIS;
    }

    /** Sets or moves a deadline. */
    void schedule(Timer timer, long deadlineMillis) {
        cancel(timer);
        timer.deadlineMillis = deadlineMillis;
        // Rounded up, so that the deadline has passed when the slot's turn comes; never a slot already visited.
        long due = Math.max(tick + 1, (deadlineMillis + TICK_MILLIS - 1) / TICK_MILLIS);
        int slot = (int) (due % SLOTS);
        Anchor anchor = slots[slot];
        if (anchor == null) {
            anchor = new Anchor();
            slots[slot] = anchor;
        }
        anchor.append(timer);
    }

    void cancel(Timer timer) {
        Timer before = timer.previous;
        Timer after = timer.next;
        if (before != null && after != null) {
            before.next = after;
            after.previous = before;
            timer.previous = null;
            timer.next = null;
        }
    }

    /** Fires what is due. */
    void advance(long nowMillis) {
        long target = nowMillis / TICK_MILLIS;
        // A clock that jumps by more than a turn has passed every slot once.
        long steps = Math.min(target - tick, SLOTS);
        long first = target - steps + 1;
        for (long t = first; t <= target; t++) {
            tick = t;
            Anchor anchor = slots[(int) (t % SLOTS)];
            if (anchor != null) {
                fire(anchor, nowMillis);
            }
        }
    }

    /** Every timer, in no order; the consumer may cancel or schedule. */
    void forEach(Consumer<Timer> consumer) {
        List<Timer> all = new ArrayList<>();
        for (Anchor anchor : slots) {
            if (anchor != null) {
                for (Timer timer = anchor.next; timer != null && timer != anchor; timer = timer.next) {
                    all.add(timer);
                }
            }
        }
        all.forEach(consumer);
    }

    private void fire(Anchor anchor, long nowMillis) {
        anchor.takeAll(timer -> {
            if (timer.deadlineMillis <= nowMillis) {
                expire(timer, nowMillis);
            } else {
                schedule(timer, timer.deadlineMillis);
            }
        });
    }

    /** One timer's trouble must not stop the others, nor the ticking. */
    private static void expire(Timer timer, long nowMillis) {
        try {
            timer.expired(nowMillis);
        } catch (RuntimeException e) {
            LOG.error("a deadline could not be dealt with", e);
        }
    }

    /** The ring's fixed end, so that no timer is a special case. */
    private static final class Anchor extends Timer {
        Anchor() {
            previous = this;
            next = this;
        }

        void append(Timer timer) {
            Timer last = previous == null ? this : previous;
            timer.previous = last;
            timer.next = this;
            last.next = timer;
            previous = timer;
        }

        /** Takes out the timers present now, one after the other; those that come meanwhile stay. */
        void takeAll(Consumer<Timer> consumer) {
            Timer end = previous;
            if (end == this) {
                return;
            }
            Anchor rest = new Anchor();
            move(rest);
            for (Timer timer = rest.next; timer != null && timer != rest; timer = rest.next) {
                unlink(timer);
                consumer.accept(timer);
            }
        }

        private void move(Anchor target) {
            Timer first = next;
            Timer last = previous;
            if (first == null || last == null) {
                return;
            }
            target.next = first;
            first.previous = target;
            target.previous = last;
            last.next = target;
            next = this;
            previous = this;
        }

        private static void unlink(Timer timer) {
            @Nullable Timer before = timer.previous;
            @Nullable Timer after = timer.next;
            if (before != null && after != null) {
                before.next = after;
                after.previous = before;
            }
            timer.previous = null;
            timer.next = null;
        }

        @Override
        void expired(long nowMillis) {
            throw new IllegalStateException("an anchor is no timer");
        }
    }
}
