package dev.mooring.rules.action;

/**
 * One delivery with its templates filled in, ready to be made.
 *
 * @param also what a report says of the target besides its name, for example {@code Key: "a/b"}; may be empty
 * @param call makes it
 */
record Delivery(String also, Call call) {
    /** Talks to the target. May block; the target's limits are held meanwhile. */
    @FunctionalInterface
    interface Call {
        void make() throws UndeliverableException;
    }

    static Delivery of(Call call) {
        return new Delivery("", call);
    }

    /** This delivery, of which a report says more. */
    Delivery with(String more) {
        return new Delivery(more, call);
    }

    /** A call by an SDK client, whose exceptions are sorted into those worth another try and others. */
    static Delivery bySdk(Call call) {
        return of(SdkFailures.sorted(call));
    }
}
