package dev.mooring.core.authorizer;

import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The event that an authorizer's function is invoked with. What a client did not send is left out. The MQTT user name is
 * there as sent, parameters included; the password in base64.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/custom-auth-lambda.html">AWS: defining your Lambda
 *     function</a>
 */
public final class AuthorizerEvent {
    private static final JsonMapper JSON = JsonMapper.shared();

    private AuthorizerEvent() {}

    /**
     * @param token the value under the authorizer's token key
     * @param connectionId a UUID, for the function's log
     */
    public static byte[] write(
            ClientCredentials client, Optional<String> token, boolean signatureVerified, String connectionId) {
        ObjectNode event = JSON.createObjectNode();
        token.ifPresent(value -> event.put("token", value));
        event.put("signatureVerified", signatureVerified);
        ArrayNode protocols = event.putArray("protocols");
        ObjectNode data = event.putObject("protocolData");
        client.serverName().ifPresent(name -> {
            protocols.add("tls");
            data.putObject("tls").put("serverName", name);
        });
        client.http().ifPresent(http -> {
            protocols.add("http");
            ObjectNode node = data.putObject("http");
            ObjectNode headers = node.putObject("headers");
            http.headers().forEach(headers::put);
            node.put("queryString", http.queryString());
        });
        client.mqtt().ifPresent(mqtt -> {
            protocols.add("mqtt");
            ObjectNode node = data.putObject("mqtt");
            mqtt.username().ifPresent(name -> node.put("username", name));
            mqtt.password()
                    .ifPresent(
                            password -> node.put("password", Base64.getEncoder().encodeToString(password)));
            node.put("clientId", mqtt.clientId());
        });
        event.putObject("connectionMetadata").put("id", connectionId);
        return JSON.writeValueAsBytes(event);
    }
}
