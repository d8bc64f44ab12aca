/** MQTT over WebSocket: the upgrade, and MQTT bytes in binary frames (MQTT 3.1.1 and 5, section 6). */
@org.jspecify.annotations.NullMarked
package dev.mooring.gateway.ws;
