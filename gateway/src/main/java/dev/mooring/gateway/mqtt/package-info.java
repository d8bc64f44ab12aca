/** MQTT connections: Netty channels on one side, the broker's connections on the other. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.mqtt;
