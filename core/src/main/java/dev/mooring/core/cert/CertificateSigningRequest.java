package dev.mooring.core.cert;

import java.io.IOException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A request for a certificate (PKCS#10, RFC 2986) whose key is acceptable and whose signature proves possession of the
 * private key.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_CreateCertificateFromCsr.html">AWS:
 *     CreateCertificateFromCsr</a>
 */
public final class CertificateSigningRequest {
    private static final int MIN_RSA_BITS = 2048;
    /** Not a limit of AWS: above it, one verification costs too much. */
    private static final int MAX_RSA_BITS = 8192;

    private static final Map<ASN1ObjectIdentifier, String> CURVES = Map.of(
            SECObjectIdentifiers.secp256r1, "P-256",
            SECObjectIdentifiers.secp384r1, "P-384",
            SECObjectIdentifiers.secp521r1, "P-521");

    private static final List<ASN1ObjectIdentifier> SIGNATURES = List.of(
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA256,
            X9ObjectIdentifiers.ecdsa_with_SHA384,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    private final X500Name subject;
    private final PublicKey publicKey;

    private CertificateSigningRequest(X500Name subject, PublicKey publicKey) {
        this.subject = subject;
        this.publicKey = publicKey;
    }

    /** @throws InvalidCertificateException if it cannot be read, its key is not accepted, or its signature is wrong */
    public static CertificateSigningRequest parse(String pem) throws InvalidCertificateException {
        byte[] der = PemText.decode(List.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"), pem);
        try {
            JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(der);
            PublicKey key = acceptedKey(request);
            checkSignature(request, key);
            return new CertificateSigningRequest(request.getSubject(), key);
        } catch (IOException | RuntimeException notARequest) {
            // The ASN.1 reader reports bad bytes by several unchecked exceptions.
            throw new InvalidCertificateException(
                    "not a certificate signing request: " + notARequest.getMessage(), notARequest);
        }
    }

    private static PublicKey acceptedKey(JcaPKCS10CertificationRequest request) throws InvalidCertificateException {
        var algorithm = request.getSubjectPublicKeyInfo().getAlgorithm();
        if (algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            ASN1Encodable curve = algorithm.getParameters();
            if (!(curve instanceof ASN1ObjectIdentifier name && CURVES.containsKey(name))) {
                throw new InvalidCertificateException(
                        "the request's elliptic curve is not supported; use P-256, P-384 or P-521");
            }
        } else if (!algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            throw new InvalidCertificateException(
                    "the request's key is of algorithm " + algorithm.getAlgorithm() + "; use RSA or EC");
        }
        PublicKey key;
        try {
            key = request.getPublicKey();
        } catch (java.security.GeneralSecurityException unusable) {
            throw new InvalidCertificateException(
                    "the request's public key cannot be read: " + unusable.getMessage(), unusable);
        }
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
                throw new InvalidCertificateException("the request's RSA key has " + bits + " bits; it must have "
                        + MIN_RSA_BITS + " to " + MAX_RSA_BITS);
            }
        }
        return key;
    }

    private static void checkSignature(JcaPKCS10CertificationRequest request, PublicKey key)
            throws InvalidCertificateException {
        ASN1ObjectIdentifier algorithm = request.getSignatureAlgorithm().getAlgorithm();
        if (!SIGNATURES.contains(algorithm)) {
            throw new InvalidCertificateException("the request's signature algorithm " + algorithm
                    + " is not supported; use RSA or ECDSA with SHA-256, SHA-384 or SHA-512");
        }
        boolean valid;
        try {
            valid = request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
        } catch (OperatorCreationException | PKCSException unusable) {
            throw new InvalidCertificateException(
                    "the request's signature cannot be verified: " + unusable.getMessage(), unusable);
        }
        if (!valid) {
            throw new InvalidCertificateException("the request's signature does not match its public key");
        }
    }

    public PublicKey publicKey() {
        return publicKey;
    }

    X500Name subject() {
        return subject;
    }

    /** The subject as text, most significant part first as in the request. */
    public String subjectText() {
        return subject.toString();
    }
}
