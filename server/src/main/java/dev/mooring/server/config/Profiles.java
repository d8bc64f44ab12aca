package dev.mooring.server.config;

import dev.mooring.broker.BrokerSettings;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.gateway.mqtt.MqttLimits;

/** What the profiles set: every difference between them is a component of these records. */
public final class Profiles {
    private Profiles() {}

    public static BrokerSettings broker(Profile profile) {
        return switch (profile) {
            case AWS -> BrokerSettings.AWS;
            case FULL -> BrokerSettings.FULL;
        };
    }

    public static MqttLimits mqtt(Profile profile) {
        return switch (profile) {
            case AWS -> MqttLimits.AWS;
            case FULL -> MqttLimits.FULL;
        };
    }

    public static MultiLevelWildcard wildcard(Profile profile) {
        return broker(profile).multiLevelWildcard();
    }
}
