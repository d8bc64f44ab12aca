/** MQTT packets from and to bytes. */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.codec;
