package dev.mooring.broker;

import dev.mooring.core.Tenant;
import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * What is known of a connection when its CONNECT is judged: the input of policy variables.
 *
 * @param principalArn the certificate's ARN, or the identity's
 * @param principalId the certificate id (64 hexadecimal digits), or the identity's id
 * @param certificate the client's certificate; empty when it did not use one
 * @param clientId effective client id, assigned ones included
 * @param sourceIp the peer's address as text, without port
 * @param serverName the SNI host name the client asked for
 * @param persistent the session outlives the connection ({@code iot:ConnectAttributes} PersistentConnect)
 * @param willTopic present when the CONNECT carries a Will ({@code iot:ConnectAttributes} LastWill)
 * @param willRetain the Will asks to be retained
 */
public record ConnectionContext(
        Tenant tenant,
        String principalArn,
        String principalId,
        Optional<X509Certificate> certificate,
        String clientId,
        String sourceIp,
        Optional<String> serverName,
        boolean persistent,
        Optional<String> willTopic,
        boolean willRetain) {}
