package dev.mooring.core.authorizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenSignatureTest {
    private static KeyPair pair(String algorithm, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static String pem(PublicKey key) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(UTF_8)).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String sign(KeyPair pair, String token) throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withRSA");
        signer.initSign(pair.getPrivate());
        signer.update(token.getBytes(UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    @Test
    void anyOfTheKeysMayHaveSigned() throws GeneralSecurityException {
        KeyPair one = pair("RSA", 2048);
        KeyPair two = pair("RSA", 2048);
        PublicKey first = TokenSignature.publicKey(pem(one.getPublic())).orElseThrow();
        PublicKey second = TokenSignature.publicKey(pem(two.getPublic())).orElseThrow();
        String signature = sign(two, "token");
        assertThat(TokenSignature.isBy(List.of(first, second), "token", signature))
                .isTrue();
        assertThat(TokenSignature.isBy(List.of(first), "token", signature)).isFalse();
        assertThat(TokenSignature.isBy(List.of(second), "another", signature)).isFalse();
        assertThat(TokenSignature.isBy(List.of(), "token", signature)).isFalse();
        assertThat(TokenSignature.isBy(List.of(second), "token", "not base64!")).isFalse();
        assertThat(TokenSignature.isBy(List.of(second), "token", "AAAA")).isFalse();
    }

    @Test
    void keysThatAreNoLongEnoughRsaKeysAreRefused() throws GeneralSecurityException {
        assertThat(TokenSignature.publicKey(pem(pair("RSA", 1024).getPublic()))).isEmpty();
        assertThat(TokenSignature.publicKey(pem(pair("EC", 256).getPublic()))).isEmpty();
        assertThat(TokenSignature.publicKey("")).isEmpty();
        assertThat(TokenSignature.publicKey("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
                .isEmpty();
    }
}
