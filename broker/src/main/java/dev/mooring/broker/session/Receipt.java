package dev.mooring.broker.session;

/** Who waits until a published message is where it will survive. Safe for threads. */
public interface Receipt {
    /** Nobody waits. */
    Receipt NONE = () -> {};

    /** One copy of the message is durable, or nobody needs it any more. */
    void arrive();
}
