package dev.mooring.core.cert;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/** Makes key pairs on the curve P-256, the one that every TLS client has. Safe for many threads. */
public record EcKeyPairs(SecureRandom random) implements KeyPairSource {
    private static final ECGenParameterSpec P256 = new ECGenParameterSpec("secp256r1");

    @Override
    public KeyPair next() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has P-256", impossible);
        }
    }
}
