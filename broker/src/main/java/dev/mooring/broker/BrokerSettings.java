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
 * @param clientIdBytes AWS: 128
 * @param filtersPerSubscribe AWS: 8
 * @param payloadBytes AWS: 131072
 * @param sessionExpiry how long a persistent session outlives its connection; AWS: an hour
 * @param connectTimeout from accepting the connection to a finished CONNECT
 * @param pendingBytes what may wait for one slow client's socket before QoS 0 messages to it are dropped
 */
public record BrokerSettings(
        boolean explainRefusals,
        MultiLevelWildcard multiLevelWildcard,
        boolean retainedOnlyOnExactFilter,
        int clientIdBytes,
        TopicLimits topics,
        int filtersPerSubscribe,
        int payloadBytes,
        SessionLimits session,
        KeepAlive keepAlive,
        Duration sessionExpiry,
        Duration connectTimeout,
        long pendingBytes) {
    /** As AWS IoT Core does. */
    public static final BrokerSettings AWS = new BrokerSettings(
            false,
            MultiLevelWildcard.EXCLUDES_PARENT,
            true,
            128,
            TopicLimits.AWS,
            8,
            128 * 1024,
            SessionLimits.AWS,
            KeepAlive.AWS,
            Duration.ofHours(1),
            Duration.ofSeconds(10),
            8L << 20);

    public BrokerSettings withExplainRefusals(boolean explain) {
        return new BrokerSettings(
                explain,
                multiLevelWildcard,
                retainedOnlyOnExactFilter,
                clientIdBytes,
                topics,
                filtersPerSubscribe,
                payloadBytes,
                session,
                keepAlive,
                sessionExpiry,
                connectTimeout,
                pendingBytes);
    }
}
