package dev.mooring.core.policy;

import dev.mooring.core.cert.CertificateAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The policy variables of a connection, or of an HTTPS request.
 *
 * @param clientId the MQTT client id; empty over HTTPS
 * @param sourceIp the peer's address without port
 * @param serverName the host name of the TLS handshake (SNI)
 * @param certificate what the client's certificate tells
 * @param thing the thing the connection stands for; empty when none is attached, and over HTTPS
 * @param clock for {@code aws:CurrentTime} and {@code aws:EpochTime}
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-policy-variables.html">AWS: policy variables</a>
 */
public record ConnectionVariables(
        Optional<String> clientId,
        String sourceIp,
        Optional<String> serverName,
        Optional<CertificateAttributes> certificate,
        Optional<ConnectionThing> thing,
        InstantSource clock)
        implements PolicyVariables {
    private static final String CERTIFICATE_PREFIX = "iot:certificate.";

    @Override
    public List<String> values(VariableName name) {
        return switch (name.key()) {
            case "iot:clientid" -> list(clientId);
            case "aws:sourceip" -> List.of(sourceIp);
            case "iot:domainname" -> list(serverName);
            case "iot:certificateid" -> list(certificate.map(CertificateAttributes::certificateId));
            case "iot:connection.thing.thingname" -> list(thing.map(ConnectionThing::name));
            case "iot:connection.thing.thingtypename" -> list(thing.flatMap(ConnectionThing::typeName));
            case "iot:connection.thing.attributes" ->
                list(thing.map(ConnectionThing::attributes)
                        .flatMap(attributes -> Optional.ofNullable(attributes.get(name.argument()))));
            case "iot:connection.thing.isattached" -> List.of(Boolean.toString(thing.isPresent()));
            case "aws:currenttime" -> List.of(now().toString());
            case "aws:epochtime" -> List.of(Long.toString(now().getEpochSecond()));
            default ->
                certificate.isPresent() && name.key().startsWith(CERTIFICATE_PREFIX)
                        ? certificate.get().values(name.key().substring(CERTIFICATE_PREFIX.length()))
                        : List.of();
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static List<String> list(Optional<String> value) {
        return value.isPresent() ? List.of(value.get()) : List.of();
    }
}
