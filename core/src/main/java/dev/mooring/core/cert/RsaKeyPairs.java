package dev.mooring.core.cert;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Makes RSA-2048 key pairs, the kind CreateKeysAndCertificate returns, when asked. Safe for many threads. */
public record RsaKeyPairs(SecureRandom random) implements KeyPairSource {
    private static final int BITS = 2048;

    @Override
    public KeyPair next() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS, random);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has RSA", impossible);
        }
    }
}
