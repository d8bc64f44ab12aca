package dev.mooring.core.cert;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates with a root of our own: what Amazon Trust Services and AWS IoT are in the cloud. */
public final class CertificateAuthority {
    /**
     * The end of device certificates, as AWS sets it, and of the root. Dates beyond it need another encoding
     * (RFC 5280, section 4.1.2.5) that small devices may not read.
     */
    public static final Instant NOT_AFTER = Instant.parse("2049-12-31T23:59:59Z");

    /** How long server certificates live: clients may refuse more than 398 days. */
    public static final Duration SERVER_VALIDITY = Duration.ofDays(397);

    /** Backdating, for clients whose clock is behind. */
    private static final Duration SERVER_CLOCK_SKEW = Duration.ofDays(1);

    private static final Duration DEVICE_CLOCK_SKEW = Duration.ofMinutes(2);
    private static final int SERIAL_BITS = 159;

    private final X509Certificate certificate;
    private final X500Name name;
    private final PrivateKey key;
    private final SecureRandom random;

    /**
     * An authority that exists already.
     *
     * @throws IllegalArgumentException if the certificate is none of an authority
     */
    public CertificateAuthority(X509Certificate certificate, PrivateKey key, SecureRandom random) {
        if (certificate.getBasicConstraints() < 0) {
            throw new IllegalArgumentException("not the certificate of an authority: "
                    + certificate.getSubjectX500Principal().getName());
        }
        this.certificate = certificate;
        this.name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        this.key = key;
        this.random = random;
    }

    /** Makes a self-signed root, {@code CN=Mooring Root CA}. */
    public static CertificateAuthority create(KeyPair keys, Instant now, SecureRandom random) {
        X500Name name = commonName("Mooring Root CA");
        try {
            var builder = builder(name, name, keys.getPublic(), now.minus(SERVER_CLOCK_SKEW), NOT_AFTER, random);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new CertificateAuthority(sign(builder, keys.getPrivate()), keys.getPrivate(), random);
        } catch (IOException impossible) {
            throw new IllegalStateException("extensions of our own encode", impossible);
        }
    }

    public X509Certificate certificate() {
        return certificate;
    }

    public PrivateKey privateKey() {
        return key;
    }

    /** A device certificate for a key that the server made: {@code CN=AWS IoT Certificate}. */
    public X509Certificate issueDevice(PublicKey publicKey, Instant now) {
        return issueDevice(commonName("AWS IoT Certificate"), publicKey, now);
    }

    /** A device certificate for a key that the device made, with the subject it asked for. */
    public X509Certificate issueDevice(CertificateSigningRequest request, Instant now) {
        return issueDevice(request.subject(), request.publicKey(), now);
    }

    private X509Certificate issueDevice(X500Name subject, PublicKey publicKey, Instant now) {
        try {
            var builder = builder(name, subject, publicKey, now.minus(DEVICE_CLOCK_SKEW), NOT_AFTER, random);
            addLeafExtensions(builder, KeyUsage.digitalSignature);
            return sign(builder, key);
        } catch (IOException impossible) {
            throw new IllegalStateException("extensions of our own encode", impossible);
        }
    }

    /** A certificate for the server's own endpoints, valid until {@code now} plus {@link #SERVER_VALIDITY}. */
    public X509Certificate issueServer(PublicKey publicKey, ServerNames names, Instant now) {
        List<GeneralName> alternatives = new ArrayList<>();
        names.dnsNames().forEach(dns -> alternatives.add(new GeneralName(GeneralName.dNSName, dns)));
        for (InetAddress address : names.addresses()) {
            alternatives.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress()));
        }
        try {
            var builder = builder(
                    name,
                    commonName(names.dnsNames().getFirst()),
                    publicKey,
                    now.minus(SERVER_CLOCK_SKEW),
                    now.plus(SERVER_VALIDITY).minus(SERVER_CLOCK_SKEW),
                    random);
            // An elliptic-curve key only signs (RFC 8422, section 5.3); RSA's may also receive a key, for old suites.
            boolean rsa = publicKey.getAlgorithm().equals("RSA");
            addLeafExtensions(builder, KeyUsage.digitalSignature | (rsa ? KeyUsage.keyEncipherment : 0));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(alternatives.toArray(GeneralName[]::new)));
            return sign(builder, key);
        } catch (IOException impossible) {
            throw new IllegalStateException("extensions of our own encode", impossible);
        }
    }

    private void addLeafExtensions(X509v3CertificateBuilder builder, int keyUsage) throws IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                extensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant from, Instant to, SecureRandom random)
            throws IOException {
        // One added keeps it positive (RFC 5280, section 4.1.2.2).
        BigInteger serial = new BigInteger(SERIAL_BITS, random).add(BigInteger.ONE);
        var builder = new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(to), subject, key);
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, extensionUtils().createSubjectKeyIdentifier(key));
        return builder;
    }

    private static JcaX509ExtensionUtils extensionUtils() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key) {
        try {
            String algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm).build(key)));
        } catch (OperatorCreationException | CertificateException failed) {
            throw new IllegalStateException("the authority's key cannot sign", failed);
        }
    }

    private static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }
}
