package dev.mooring.gateway.codec;

import dev.mooring.broker.packet.Connect;

/**
 * What a connection's client understands, as its CONNECT says.
 *
 * @param mqtt5 else 3.1.1
 * @param maximumPacketSize bytes it takes in one packet
 * @param topicAliasMaximum aliases it remembers; 0 for none
 * @param problemInformation whether it wants reason strings everywhere, else only in CONNACK and DISCONNECT
 */
public record Dialect(boolean mqtt5, long maximumPacketSize, int topicAliasMaximum, boolean problemInformation) {
    /** Also what holds before CONNECT. */
    public static final Dialect MQTT_3_1_1 = new Dialect(false, Connect.Properties.NO_MAXIMUM, 0, false);

    public static Dialect of(Connect connect) {
        if (!connect.isMqtt5()) {
            return MQTT_3_1_1;
        }
        Connect.Properties asked = connect.properties();
        return new Dialect(
                true, asked.maximumPacketSize(), asked.topicAliasMaximum(), asked.requestProblemInformation());
    }
}
