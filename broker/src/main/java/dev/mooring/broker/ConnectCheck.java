package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.core.reason.Reason;
import dev.mooring.core.reason.ReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be said of a CONNECT without knowing who sent it. Pure. */
final class ConnectCheck {
    private ConnectCheck() {}

    sealed interface Outcome {
        /** @param clientId the one to use, an assigned one included */
        record Accepted(String clientId) implements Outcome {}

        /** @param reasonCode for the CONNACK */
        record Refused(int reasonCode, Reason reason) implements Outcome {}
    }

    static Outcome check(Connect connect, BrokerSettings settings, Supplier<String> newClientId) {
        if (connect.level() != Connect.MQTT_3_1_1 && !connect.isMqtt5()) {
            return refused(
                    ReasonCode.UNSUPPORTED_PROTOCOL_VERSION,
                    new Reason.ProtocolError(
                            "protocol level " + connect.level() + " is not supported", "MQTT-3.1.2-2"));
        }
        Optional<String> method = connect.properties().authenticationMethod();
        if (method.isPresent()) {
            return refused(
                    ReasonCode.BAD_AUTHENTICATION_METHOD,
                    new Reason.ProtocolError(
                            "enhanced authentication '" + method.get() + "' is not supported", "MQTT5-4.12.0-1"));
        }
        String clientId = connect.clientId();
        if (clientId.isEmpty() && !connect.cleanStart() && !connect.isMqtt5()) {
            return refused(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    new Reason.ProtocolError("an empty client id needs a clean session", "MQTT-3.1.3-8"));
        }
        int bytes = clientId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > settings.clientIdBytes()) {
            return refused(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    new Reason.QuotaExceeded("bytes in a client id", settings.clientIdBytes(), bytes));
        }
        if (clientId.startsWith("$")) {
            return refused(
                    ReasonCode.CLIENT_IDENTIFIER_NOT_VALID,
                    new Reason.ProtocolError("client ids that begin with $ are reserved", ""));
        }
        return connect.will()
                .flatMap(will -> refuseWill(will, settings))
                .<Outcome>map(reason -> refused(ReasonCode.of(reason), reason))
                .orElseGet(() -> new Outcome.Accepted(clientId.isEmpty() ? newClientId.get() : clientId));
    }

    private static Optional<Reason> refuseWill(Connect.Will will, BrokerSettings settings) {
        if (will.qos() > settings.maximumQos()) {
            return Optional.of(new Reason.ProtocolError(
                    "a Will with QoS " + will.qos() + " is not supported",
                    "MQTT5-3.2.2-12",
                    ReasonCode.QOS_NOT_SUPPORTED));
        }
        if (will.payload().length > settings.payloadBytes()) {
            return Optional.of(new Reason.QuotaExceeded(
                    "bytes in a payload", settings.payloadBytes(), will.payload().length, ReasonCode.PACKET_TOO_LARGE));
        }
        if (will.retain() && will.topic().startsWith("$")) {
            return Optional.of(
                    new Reason.ProtocolError("a retained Will on a reserved topic", "", ReasonCode.TOPIC_NAME_INVALID));
        }
        return TopicRefusal.ofPublish(will.topic(), settings.topics())
                .map(TopicRefusal::reason)
                .or(() -> PropertyCheck.refuse(will.properties(), settings.mqtt5()));
    }

    private static Outcome refused(int reasonCode, Reason reason) {
        return new Outcome.Refused(reasonCode, reason);
    }
}
