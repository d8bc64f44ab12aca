package dev.mooring.gateway.mqtt;

import dev.mooring.gateway.codec.ReplyEncoder;

/**
 * Bounds of what a connection may make the gateway hold.
 *
 * @param connectBytes the largest CONNECT; AWS: 128 KB
 * @param packetBytes the largest packet of a connected client, without its fixed header; AWS: 149504, so that a
 *     payload of 128 KB fits together with its topic and properties
 * @param topicAliases of a connection, in each direction; AWS: 8
 * @param batchBytes output is written early once this much is gathered
 */
public record MqttLimits(int connectBytes, int packetBytes, int topicAliases, int batchBytes) {
    public static final MqttLimits AWS = new MqttLimits(128 * 1024, 149_504, 8, 64 * 1024);

    /** For payloads of 16 MB with topic and properties; so many aliases that long topics take 8 MB at most. */
    public static final MqttLimits FULL = new MqttLimits(128 * 1024, (16 << 20) + 2 * 65_535, 128, 64 * 1024);

    /** What MQTT 5 clients are told of it. */
    ReplyEncoder.Announced announced() {
        return new ReplyEncoder.Announced(packetBytes, topicAliases);
    }
}
