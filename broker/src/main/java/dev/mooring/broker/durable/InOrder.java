package dev.mooring.broker.durable;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Runs actions in the order in which they were added, each as soon as it and all before it are ready. Not safe for
 * threads.
 */
public final class InOrder {
    /** Made when first needed: most owners never wait. */
    private @Nullable ArrayDeque<Slot> slots;

    public boolean isEmpty() {
        return size() == 0;
    }

    public int size() {
        return slots == null ? 0 : slots.size();
    }

    /** An action that waits for {@link Slot#ready()}. */
    public Slot add(Runnable action) {
        Slot slot = new Slot(action);
        if (slots == null) {
            slots = new ArrayDeque<>(4);
        }
        slots.add(slot);
        return slot;
    }

    private void run(ArrayDeque<Slot> waiting) {
        Slot first = waiting.peek();
        while (first != null && first.ready) {
            waiting.remove();
            first.action.run();
            first = waiting.peek();
        }
    }

    public final class Slot {
        private final Runnable action;
        private boolean ready;

        private Slot(Runnable action) {
            this.action = action;
        }

        public void ready() {
            ready = true;
            if (slots != null) {
                run(slots);
            }
        }
    }
}
