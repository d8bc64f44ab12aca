package dev.mooring.api.iot;

import dev.mooring.core.Tenant;
import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.store.AuthorizerRecord;
import java.util.Optional;

/** The port to the functions of custom authorizers. Blocks until the function has answered. */
@FunctionalInterface
public interface AuthorizerInvoker {
    /**
     * Verifies the token's signature, if the authorizer wants one, and asks its function.
     *
     * @param token that the client sent, or the caller of TestInvokeAuthorizer
     * @param tokenSignature in base64
     */
    Outcome invoke(
            Tenant tenant,
            AuthorizerRecord authorizer,
            ClientCredentials client,
            Optional<String> token,
            Optional<String> tokenSignature);

    /** What came of it. */
    sealed interface Outcome {
        record Answered(AuthorizerResponse response) implements Outcome {}

        /** The token is missing or its signature is wrong: the function was not asked. */
        record Unsigned(String why) implements Outcome {}

        /** The function may not be invoked, failed, or took too long. */
        record Failed(String why) implements Outcome {}
    }
}
