package dev.mooring.broker;

/**
 * How fast one connection may go, and how long it has to wait when it has gone too fast. What it has sent is served;
 * then what follows waits.
 *
 * <p>What goes out counts with what comes in, as at AWS, but only takes what is left: however much a client receives, it
 * can send at its full rate. Owned by the connection's event loop.
 */
final class Pace {
    /** What a connection had to wait for. */
    enum Quota {
        PUBLISHES("publishes a second of a connection"),
        BYTES("bytes a second of a connection"),
        SUBSCRIPTIONS("subscriptions a second of an account");

        private final String text;

        Quota(String text) {
            this.text = text;
        }

        /** Its name in the documentation. */
        String text() {
            return text;
        }
    }

    private final Rate publishRate;
    private final Rate byteRate;
    private long publishes;
    private long bytes;
    private long waitUntilMillis;
    private Quota waitsFor = Quota.PUBLISHES;

    Pace(Rate publishRate, Rate byteRate) {
        this.publishRate = publishRate;
        this.byteRate = byteRate;
    }

    /** Bytes have been read. */
    void read(int count, long nowMillis) {
        bytes = byteRate.take(bytes, count, nowMillis);
        delay(Quota.BYTES, byteRate.debtMillis(bytes, nowMillis), nowMillis);
    }

    /** A PUBLISH has come in. */
    void published(long nowMillis) {
        publishes = publishRate.take(publishes, 1, nowMillis);
        delay(Quota.PUBLISHES, publishRate.debtMillis(publishes, nowMillis), nowMillis);
    }

    /** A PUBLISH goes out. */
    void delivered(long nowMillis) {
        if (publishRate.hasOne(publishes, nowMillis)) {
            publishes = publishRate.take(publishes, 1, nowMillis);
        }
    }

    void delay(Quota quota, long millis, long nowMillis) {
        if (nowMillis + millis > waitUntilMillis && millis > 0) {
            waitUntilMillis = nowMillis + millis;
            waitsFor = quota;
        }
    }

    /** 0 when it need not wait. */
    long waitMillis(long nowMillis) {
        return Math.max(0, waitUntilMillis - nowMillis);
    }

    /** What it waits for, or waited for last. */
    Quota waitsFor() {
        return waitsFor;
    }
}
