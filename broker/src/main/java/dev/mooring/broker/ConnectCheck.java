package dev.mooring.broker;

import dev.mooring.broker.packet.Connect;
import dev.mooring.broker.packet.Reply.ReturnCode;
import dev.mooring.core.reason.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/** What can be said of a CONNECT without knowing who sent it. Pure. */
final class ConnectCheck {
    private ConnectCheck() {}

    sealed interface Outcome {
        /** @param clientId the one to use, an assigned one included */
        record Accepted(String clientId) implements Outcome {}

        /** @param returnCode for the CONNACK; 0 to close without one, as the specification wants or AWS does */
        record Refused(int returnCode, Reason reason) implements Outcome {}
    }

    static Outcome check(Connect connect, BrokerSettings settings, Supplier<String> newClientId) {
        if (connect.level() != Connect.MQTT_3_1_1) {
            return refused(
                    ReturnCode.UNACCEPTABLE_PROTOCOL_VERSION,
                    new Reason.ProtocolError(
                            "protocol level " + connect.level() + " is not supported", "MQTT-3.1.2-2"));
        }
        String clientId = connect.clientId();
        if (clientId.isEmpty() && !connect.cleanStart()) {
            return refused(
                    ReturnCode.IDENTIFIER_REJECTED,
                    new Reason.ProtocolError("an empty client id needs a clean session", "MQTT-3.1.3-8"));
        }
        int bytes = clientId.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > settings.clientIdBytes()) {
            return refused(
                    ReturnCode.IDENTIFIER_REJECTED,
                    new Reason.QuotaExceeded("bytes in a client id", settings.clientIdBytes(), bytes));
        }
        if (clientId.startsWith("$")) {
            return refused(
                    ReturnCode.IDENTIFIER_REJECTED,
                    new Reason.ProtocolError("client ids that begin with $ are reserved", ""));
        }
        return connect.will()
                .flatMap(will -> refuseWill(will, settings))
                .<Outcome>map(reason -> new Outcome.Refused(0, reason))
                .orElseGet(() -> new Outcome.Accepted(clientId.isEmpty() ? newClientId.get() : clientId));
    }

    private static Optional<Reason> refuseWill(Connect.Will will, BrokerSettings settings) {
        if (will.qos() == 2) {
            return Optional.of(new Reason.ProtocolError("a Will with QoS 2 is not supported", ""));
        }
        if (will.payload().length > settings.payloadBytes()) {
            return Optional.of(
                    new Reason.QuotaExceeded("bytes in a payload", settings.payloadBytes(), will.payload().length));
        }
        if (will.retain() && will.topic().startsWith("$")) {
            return Optional.of(new Reason.ProtocolError("a retained Will on a reserved topic", ""));
        }
        return TopicRefusal.ofPublish(will.topic(), settings.topics());
    }

    private static Outcome refused(int returnCode, Reason reason) {
        return new Outcome.Refused(returnCode, reason);
    }
}
