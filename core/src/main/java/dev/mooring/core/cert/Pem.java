package dev.mooring.core.cert;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Certificates and keys as PEM text, in the forms AWS returns and accepts. */
public final class Pem {
    private static final String CERTIFICATE = "CERTIFICATE";
    private static final String PKCS8 = "PRIVATE KEY";
    private static final String PKCS1 = "RSA PRIVATE KEY";

    private Pem() {}

    public static String write(X509Certificate certificate) {
        try {
            return PemText.encode(CERTIFICATE, certificate.getEncoded());
        } catch (CertificateEncodingException impossible) {
            throw new IllegalStateException("a parsed certificate has an encoding", impossible);
        }
    }

    /** As {@code PUBLIC KEY} (SubjectPublicKeyInfo). */
    public static String write(PublicKey key) {
        return PemText.encode("PUBLIC KEY", key.getEncoded());
    }

    /**
     * As {@code RSA PRIVATE KEY} (PKCS#1) for RSA, which is what CreateKeysAndCertificate returns and what old device
     * libraries read; as {@code PRIVATE KEY} (PKCS#8) for other algorithms.
     */
    public static String write(PrivateKey key) {
        if (!key.getAlgorithm().equals("RSA")) {
            return PemText.encode(PKCS8, key.getEncoded());
        }
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
            return PemText.encode(
                    PKCS1, info.parsePrivateKey().toASN1Primitive().getEncoded());
        } catch (IOException impossible) {
            throw new IllegalStateException("a key has an encoding", impossible);
        }
    }

    /**
     * Reads the first certificate of a text.
     *
     * @throws InvalidCertificateException if there is none
     */
    public static X509Certificate readCertificate(String text) throws InvalidCertificateException {
        byte[] der = PemText.decode(List.of(CERTIFICATE), text);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException notACertificate) {
            throw new InvalidCertificateException(
                    "not an X.509 certificate: " + notACertificate.getMessage(), notACertificate);
        }
    }

    /**
     * Reads a private key, {@code PRIVATE KEY} (PKCS#8; RSA or EC) or {@code RSA PRIVATE KEY} (PKCS#1).
     *
     * @throws InvalidCertificateException if there is none
     */
    public static PrivateKey readPrivateKey(String text) throws InvalidCertificateException {
        boolean pkcs1 = PemText.contains(PKCS1, text);
        byte[] der = PemText.decode(List.of(pkcs1 ? PKCS1 : PKCS8), text);
        try {
            PrivateKeyInfo info = pkcs1
                    ? new PrivateKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            RSAPrivateKey.getInstance(der))
                    : PrivateKeyInfo.getInstance(der);
            return KeyFactory.getInstance(algorithm(info)).generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
        } catch (IOException | GeneralSecurityException | RuntimeException notAKey) {
            // The ASN.1 reader reports bad bytes by several unchecked exceptions.
            throw new InvalidCertificateException("not a private key: " + notAKey.getMessage(), notAKey);
        }
    }

    private static String algorithm(PrivateKeyInfo info) throws InvalidCertificateException {
        ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return "RSA";
        }
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return "EC";
        }
        throw new InvalidCertificateException("keys of algorithm " + algorithm + " are not supported");
    }
}
