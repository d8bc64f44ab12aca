package dev.mooring.core.authorizer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;

/** Signatures of tokens: RSA with SHA-256 (PKCS #1 v1.5) over the token's bytes, in base64. */
public final class TokenSignature {
    /** AWS: the least bits of a key. */
    public static final int MIN_KEY_BITS = 2048;

    private TokenSignature() {}

    /** Whether any of the keys has made the signature. */
    public static boolean isBy(Collection<PublicKey> keys, String token, String signature) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return keys.stream().anyMatch(key -> verifies(key, token, bytes));
    }

    private static boolean verifies(PublicKey key, String token, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(key);
            verifier.update(token.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // A signature of another length, for example.
            return false;
        }
    }

    /** Reads a PEM public key ({@code BEGIN PUBLIC KEY}); empty when it is none, is not RSA, or is too short. */
    public static Optional<PublicKey> publicKey(String pem) {
        String base64 = pem.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
        try {
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
            return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= MIN_KEY_BITS
                    ? Optional.of(key)
                    : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            return Optional.empty();
        }
    }
}
