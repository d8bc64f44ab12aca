package dev.mooring.broker;

import dev.mooring.broker.session.KeepAlive;
import dev.mooring.broker.session.SessionLimits;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicLimits;
import java.time.Duration;

/**
 * Limits and the named switches between profiles.
 *
 * @param explainRefusals answer a refused MQTT 3.1.1 CONNECT with return code 5 instead of hanging up as AWS does
 * @param multiLevelWildcard whether {@code a/#} matches {@code a}, as in MQTT; at AWS it does not
 * @param retainedOnlyOnExactFilter stored retained messages reach only filters equal to their topic, as at AWS
 * @param maximumQos 2, or 1 as at AWS
 * @param clientIdBytes AWS: 128
 * @param filtersPerSubscribe AWS: 8
 * @param payloadBytes AWS: 131072
 * @param sessionExpiry how long a persistent session of MQTT 3.1.1 outlives its connection; AWS: an hour
 * @param connectTimeout from accepting the connection to a finished CONNECT
 * @param pendingBytes what may wait for one slow client's socket before QoS 0 messages to it are dropped
 */
public record BrokerSettings(
        boolean explainRefusals,
        MultiLevelWildcard multiLevelWildcard,
        boolean retainedOnlyOnExactFilter,
        int maximumQos,
        int clientIdBytes,
        TopicLimits topics,
        int filtersPerSubscribe,
        int payloadBytes,
        SessionLimits session,
        KeepAlive keepAlive,
        Duration sessionExpiry,
        Duration connectTimeout,
        long pendingBytes,
        Mqtt5Settings mqtt5) {
    private static final int WIRE_MAXIMUM = 65_535;

    /** As AWS IoT Core does. */
    public static final BrokerSettings AWS = new BrokerSettings(
            false,
            MultiLevelWildcard.EXCLUDES_PARENT,
            true,
            1,
            128,
            TopicLimits.AWS,
            8,
            128 * 1024,
            SessionLimits.AWS,
            KeepAlive.AWS,
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            8L << 20,
            Mqtt5Settings.AWS);

    /** To the letter of MQTT, with the limits that protect the machine. */
    public static final BrokerSettings FULL = new BrokerSettings(
            true,
            MultiLevelWildcard.INCLUDES_PARENT,
            false,
            2,
            WIRE_MAXIMUM,
            TopicLimits.MQTT,
            WIRE_MAXIMUM,
            16 << 20,
            SessionLimits.FULL,
            KeepAlive.FULL,
            Duration.ofDays(7),
            Duration.ofSeconds(10),
            32L << 20,
            Mqtt5Settings.FULL);

    public BrokerSettings {
        if (maximumQos < 1 || maximumQos > 2) {
            throw new IllegalArgumentException("maximum QoS " + maximumQos);
        }
    }

    public BrokerSettings withExplainRefusals(boolean explain) {
        return new BrokerSettings(
                explain,
                multiLevelWildcard,
                retainedOnlyOnExactFilter,
                maximumQos,
                clientIdBytes,
                topics,
                filtersPerSubscribe,
                payloadBytes,
                session,
                keepAlive,
                sessionExpiry,
                connectTimeout,
                pendingBytes,
                mqtt5);
    }
}
