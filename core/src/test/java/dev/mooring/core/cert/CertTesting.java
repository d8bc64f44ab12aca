package dev.mooring.core.cert;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Keys, requests and foreign certificates for tests. */
public final class CertTesting {
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    public static final SecureRandom RANDOM = new SecureRandom();

    private CertTesting() {}

    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** A request for one key, signed by another (the same, for a proper request). */
    public static String csr(String subject, KeyPair subjectKeys, KeyPair signer, String algorithm) {
        try {
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), subjectKeys.getPublic())
                    .build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                    .getEncoded();
            return PemText.encode("CERTIFICATE REQUEST", der);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A self-signed certificate as anybody may bring it. */
    public static X509Certificate foreign(KeyPair keys, String subject, BigInteger serial, GeneralNames alternatives) {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    new X500Name(subject),
                    serial,
                    Date.from(NOW),
                    Date.from(NOW.plusSeconds(3600)),
                    new X500Name(subject),
                    keys.getPublic());
            if (alternatives.getNames().length > 0) {
                builder.addExtension(Extension.subjectAlternativeName, false, alternatives);
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
