package dev.mooring.gateway.alpn;

import java.util.List;

/**
 * The doors behind AWS's port 443.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/protocols.html">AWS: protocols, port mappings,
 *     authentication</a>
 */
enum Door {
    MQTT_WITH_CERTIFICATE("x-amzn-mqtt-ca", true),
    HTTP_WITH_CERTIFICATE("x-amzn-http-ca", true),
    /** MQTT whose CONNECT a custom authorizer judges. */
    MQTT("mqtt", false),
    /** The AWS APIs and MQTT over WebSocket; also for clients without ALPN. */
    HTTP("http/1.1", false);

    private final String protocol;
    private final boolean asksForCertificate;

    Door(String protocol, boolean asksForCertificate) {
        this.protocol = protocol;
        this.asksForCertificate = asksForCertificate;
    }

    String protocol() {
        return protocol;
    }

    boolean asksForCertificate() {
        return asksForCertificate;
    }

    /** The first door in our order that is among the offered ones; HTTP if none is. */
    static Door of(List<String> offered) {
        for (Door door : values()) {
            if (offered.contains(door.protocol)) {
                return door;
            }
        }
        return HTTP;
    }
}
