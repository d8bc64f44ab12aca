package dev.mooring.server.config;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.session.KeepAlive;
import dev.mooring.broker.session.SessionLimits;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.gateway.mqtt.MqttLimits;
import java.time.Duration;

/** What the profiles set: every difference between them is a line here. */
public final class Profiles {
    private static final int FULL_PAYLOAD_BYTES = 16 << 20;
    private static final int NO_LIMIT = 65_535;

    private Profiles() {}

    public static BrokerSettings broker(Profile profile) {
        return switch (profile) {
            case AWS -> BrokerSettings.AWS;
            case FULL ->
                new BrokerSettings(
                        true, // A refused CONNECT is told why.
                        MultiLevelWildcard.INCLUDES_PARENT,
                        false, // Stored retained messages also reach filters with wildcards.
                        NO_LIMIT,
                        TopicLimits.MQTT,
                        NO_LIMIT,
                        FULL_PAYLOAD_BYTES,
                        new SessionLimits(1000, 100_000, 256L << 20, 100_000, true),
                        new KeepAlive(1, NO_LIMIT),
                        Duration.ofDays(7),
                        Duration.ofSeconds(10),
                        32L << 20);
        };
    }

    public static MqttLimits mqtt(Profile profile) {
        return switch (profile) {
            case AWS -> MqttLimits.AWS;
            case FULL ->
                new MqttLimits(
                        MqttLimits.AWS.connectBytes(), FULL_PAYLOAD_BYTES + 2 * NO_LIMIT, MqttLimits.AWS.batchBytes());
        };
    }

    public static MultiLevelWildcard wildcard(Profile profile) {
        return broker(profile).multiLevelWildcard();
    }
}
