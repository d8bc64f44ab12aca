package dev.mooring.gateway.mqtt;

/**
 * Bounds of what a connection may make the gateway hold.
 *
 * @param connectBytes the largest CONNECT; AWS: 128 KB
 * @param packetBytes the largest packet of a connected client, without its fixed header; AWS: 149504, so that a
 *     payload of 128 KB fits together with its topic and properties
 * @param batchBytes output is written early once this much is gathered
 */
public record MqttLimits(int connectBytes, int packetBytes, int batchBytes) {
    public static final MqttLimits AWS = new MqttLimits(128 * 1024, 149_504, 64 * 1024);
}
