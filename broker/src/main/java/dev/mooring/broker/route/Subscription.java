package dev.mooring.broker.route;

/**
 * One subscriber's interest in one filter.
 *
 * @param filter what topics are matched against
 * @param share the shared subscription it belongs to, {@code $share/{ShareName}/{filter}}: one member of those with the
 *     same share gets each message; empty for an ordinary subscription
 */
public record Subscription<S>(S subscriber, String filter, String share, SubscriptionOptions options) {
    private static final String SHARED = "$share/";

    /** An ordinary subscription as MQTT 3.1.1 makes it. */
    public Subscription(S subscriber, String filter, int qos) {
        this(subscriber, filter, "", new SubscriptionOptions(qos));
    }

    /** @param text a valid filter as subscribed, {@code $share/…} included */
    public static <S> Subscription<S> of(S subscriber, String text, SubscriptionOptions options) {
        return new Subscription<>(subscriber, filter(text), isShared(text) ? text : "", options);
    }

    public static boolean isShared(String text) {
        return text.startsWith(SHARED);
    }

    /** The filter within {@code $share/{ShareName}/{filter}}, or the text itself. */
    public static String filter(String text) {
        return isShared(text) ? text.substring(text.indexOf('/', SHARED.length()) + 1) : text;
    }

    public int qos() {
        return options.qos();
    }

    boolean isOf(S other, String otherShare) {
        return subscriber == other && share.equals(otherShare);
    }
}
