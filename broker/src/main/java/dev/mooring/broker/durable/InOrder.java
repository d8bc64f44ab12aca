package dev.mooring.broker.durable;

import java.util.ArrayDeque;

/**
 * Runs actions in the order in which they were added, each as soon as it and all before it are ready. Not safe for
 * threads.
 */
public final class InOrder {
    private final ArrayDeque<Slot> slots = new ArrayDeque<>();

    public boolean isEmpty() {
        return slots.isEmpty();
    }

    public int size() {
        return slots.size();
    }

    /** An action that waits for {@link Slot#ready()}. */
    public Slot add(Runnable action) {
        Slot slot = new Slot(action);
        slots.add(slot);
        return slot;
    }

    private void run() {
        Slot first = slots.peek();
        while (first != null && first.ready) {
            slots.remove();
            first.action.run();
            first = slots.peek();
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
            run();
        }
    }
}
