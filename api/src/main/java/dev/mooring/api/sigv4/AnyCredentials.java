package dev.mooring.api.sigv4;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.core.Tenant;
import java.time.Instant;

/**
 * Takes every access key at its word and verifies nothing: for test suites written for emulators, on loopback only. An
 * access key of twelve digits selects that account.
 */
public final class AnyCredentials implements RequestAuthenticator {
    private final String defaultAccount;

    public AnyCredentials(String defaultAccount) {
        this.defaultAccount = defaultAccount;
    }

    @Override
    public Signer authenticate(HttpRequest request, Instant now) {
        SignatureParameters parameters = SignatureParameters.of(request);
        String account = Tenant.isAccount(parameters.accessKeyId()) ? parameters.accessKeyId() : defaultAccount;
        return new Signer(
                parameters.accessKeyId(),
                account,
                "arn:aws:iam::" + account + ":root",
                parameters.region(),
                parameters.service());
    }
}
