package dev.mooring.core.cert;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Facts about certificates. */
public final class Certificates {
    private Certificates() {}

    /**
     * The same certificate, read anew. TLS libraries hand out certificates that are read when first asked and then keep
     * what was read, some ten times their encoding: who holds one for long asks a copy, and drops it.
     */
    public static X509Certificate copyOf(X509Certificate certificate) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(certificate.getEncoded()));
        } catch (CertificateException impossible) {
            throw new IllegalStateException("a certificate reads its own encoding", impossible);
        }
    }

    /** The certificateId: SHA-256 of the DER encoding, 64 lower-case hexadecimal digits. */
    public static String certificateId(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.of().formatHex(hash);
        } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK hashes every certificate", impossible);
        }
    }
}
