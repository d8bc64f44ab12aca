/** MQTT control packets as values, free of any wire form. */
@org.jspecify.annotations.NullMarked
package dev.mooring.broker.packet;
