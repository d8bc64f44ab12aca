package dev.mooring.server.security;

import dev.mooring.api.iot.AuthorizerInvoker;
import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.authorizer.AuthorizerEvent;
import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.core.authorizer.TokenSignature;
import dev.mooring.store.AuthorizerRecord;
import java.util.Optional;
import java.util.UUID;

/**
 * One question to an authorizer's function. A token that is not signed as it must be never reaches the function, so that
 * strangers cannot keep it busy.
 */
public final class AuthorizerConsultation implements AuthorizerInvoker {
    private final Functions functions;

    /** The port to Lambda. Blocks; answers in bounded time. */
    @FunctionalInterface
    public interface Functions {
        Answer invoke(Tenant tenant, String functionArn, String authorizerArn, byte[] event);

        /** What came back. */
        sealed interface Answer {
            record Json(byte[] payload) implements Answer {}

            record Failed(String why) implements Answer {}
        }
    }

    public AuthorizerConsultation(Functions functions) {
        this.functions = functions;
    }

    @Override
    public Outcome invoke(
            Tenant tenant,
            AuthorizerRecord authorizer,
            ClientCredentials client,
            Optional<String> token,
            Optional<String> tokenSignature) {
        Optional<String> unsigned =
                authorizer.signing() ? unsigned(authorizer, token, tokenSignature) : Optional.empty();
        if (unsigned.isPresent()) {
            return new Outcome.Unsigned(unsigned.get());
        }
        byte[] event = AuthorizerEvent.write(
                client, token, authorizer.signing(), UUID.randomUUID().toString());
        String authorizerArn = new Arns(tenant).authorizer(authorizer.name());
        return switch (functions.invoke(tenant, authorizer.functionArn(), authorizerArn, event)) {
            case Functions.Answer.Failed failed -> new Outcome.Failed(failed.why());
            case Functions.Answer.Json json -> new Outcome.Answered(AuthorizerResponse.read(json.payload()));
        };
    }

    private static Optional<String> unsigned(
            AuthorizerRecord authorizer, Optional<String> token, Optional<String> signature) {
        if (token.isEmpty()) {
            return Optional.of(
                    "no token was sent as " + authorizer.tokenKeyName().orElse(""));
        }
        if (signature.isEmpty()) {
            return Optional.of("the token is not signed: " + ClientCredentials.TOKEN_SIGNATURE + " is missing");
        }
        boolean verified = TokenSignature.isBy(
                authorizer.signingKeys().values().stream()
                        .flatMap(pem -> TokenSignature.publicKey(pem).stream())
                        .toList(),
                token.get(),
                signature.get());
        return verified
                ? Optional.empty()
                : Optional.of(
                        "the token's signature is not by any of the authorizer's keys; it must be RSA with SHA-256 "
                                + "over the token, in base64");
    }
}
