package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;

/**
 * Limits and named switches that only MQTT 5 has.
 *
 * @param subscriptionIdentifiers whether they are served; AWS: no
 * @param willDelay whether a Will waits as it asks to; AWS does not list the property: the Will is published at once
 * @param tellsMissingSubscription UNSUBACK says that there was no such subscription; AWS: no
 * @param sessionExpiryMaximumSeconds longer ones are shortened to it; AWS: an hour
 * @param messageExpiryMinimumSeconds shorter ones become it; AWS: 1
 * @param messageExpiryMaximumSeconds longer ones become it; AWS: 7 days
 * @param contentTypeBytes AWS: 256
 * @param responseTopicBytes AWS: 256
 * @param correlationDataBytes AWS: 128
 * @param userPropertyBytes all keys and values of a packet; AWS: 8 KB
 */
public record Mqtt5Settings(
        boolean subscriptionIdentifiers,
        boolean willDelay,
        boolean tellsMissingSubscription,
        long sessionExpiryMaximumSeconds,
        long messageExpiryMinimumSeconds,
        long messageExpiryMaximumSeconds,
        int contentTypeBytes,
        int responseTopicBytes,
        int correlationDataBytes,
        int userPropertyBytes) {
    private static final int WIRE_MAXIMUM = 65_535;

    /** As AWS IoT Core does. */
    public static final Mqtt5Settings AWS =
            new Mqtt5Settings(false, false, false, 3600, 1, 604_800, 256, 256, 128, 8192);

    /** To the letter: what the wire can carry. */
    public static final Mqtt5Settings FULL = new Mqtt5Settings(
            true,
            true,
            true,
            Connect.Properties.NEVER_EXPIRES,
            0,
            0xFFFF_FFFFL,
            WIRE_MAXIMUM,
            WIRE_MAXIMUM,
            WIRE_MAXIMUM,
            Integer.MAX_VALUE);
}
