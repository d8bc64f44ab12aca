package dev.mooring.api.iot;

import dev.mooring.core.Tenant;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a challenge asks to be sent back. It names the destination, since the link that confirms is opened without a
 * signature, and a secret makes sure that nobody else can make one.
 */
record ConfirmationToken(Tenant tenant, String destinationId) {
    private static final int SECRET_BYTES = 24;
    private static final int MAX_LENGTH = 1024;

    /** One that nobody can guess. */
    static String issue(Tenant tenant, String destinationId, SecureRandom random) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String text = String.join(
                " ",
                tenant.account(),
                tenant.region(),
                destinationId,
                HexFormat.of().formatHex(secret));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a token says that it is for; whether that is true only the stored one can tell. */
    static Optional<ConfirmationToken> read(String token) {
        if (token.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", -1);
            return parts.length == 4 && Tenant.isAccount(parts[0]) && parts[1].matches("[a-z0-9-]{1,32}")
                    ? Optional.of(new ConfirmationToken(new Tenant(parts[0], parts[1]), parts[2]))
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
