package dev.mooring.core.cert;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Facts about certificates. */
public final class Certificates {
    private Certificates() {}

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
