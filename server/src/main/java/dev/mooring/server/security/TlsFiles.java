package dev.mooring.server.security;

import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.EcKeyPairs;
import dev.mooring.core.cert.InvalidCertificateException;
import dev.mooring.core.cert.Pem;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.cert.ServerNames;
import dev.mooring.server.data.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The root CA and the server's certificates, in files. All are made when they are missing; a server certificate is made
 * anew when it is about to lapse or lacks a name.
 */
public final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    /** Clients that pin nothing never notice; an operator who looks once a month never sees a lapsed one. */
    static final Duration RENEW_BEFORE = Duration.ofDays(30);

    private final DataDirectory directory;
    private final SecureRandom random;

    /** A server's key with its certificate. */
    public record Identity(PrivateKey key, X509Certificate certificate) {}

    /** The server has a certificate for each, since not every client can verify both. */
    public enum KeyKind {
        EC("server-ec"),
        RSA("server");

        private final String file;

        KeyKind(String file) {
            this.file = file;
        }

        private KeyPair make(SecureRandom random) {
            return switch (this) {
                case EC -> new EcKeyPairs(random).next();
                case RSA -> new RsaKeyPairs(random).next();
            };
        }
    }

    public TlsFiles(DataDirectory directory, SecureRandom random) {
        this.directory = directory;
        this.random = random;
    }

    /** @throws IllegalStateException when the files are damaged */
    public CertificateAuthority authority(Instant now) {
        Path key = directory.tls().resolve("root-ca.key");
        if (!Files.exists(directory.rootCa())) {
            CertificateAuthority made = CertificateAuthority.create(new RsaKeyPairs(random).next(), now, random);
            // The certificate last: where it exists, the key does too.
            DataDirectory.writePrivate(key, Pem.write(made.privateKey()));
            DataDirectory.writePrivate(directory.rootCa(), Pem.write(made.certificate()));
            LOG.info("Made a root CA: {}", directory.rootCa());
            return made;
        }
        if (!Files.exists(key)) {
            throw new IllegalStateException(key + " is missing; restore it from a backup, or remove "
                    + directory.rootCa() + " too: then a new root CA is made, which every device must be given");
        }
        return new CertificateAuthority(certificate(directory.rootCa()), privateKey(key), random);
    }

    /** The server certificate on disk if it is good until {@link #RENEW_BEFORE} and covers the names; else a new one. */
    public Identity server(KeyKind kind, CertificateAuthority authority, ServerNames names, Instant now) {
        Path certificateFile = directory.tls().resolve(kind.file + ".pem");
        Path keyFile = directory.tls().resolve(kind.file + ".key");
        Optional<Identity> present = present(certificateFile, keyFile, authority)
                .filter(found -> found.certificate().getNotAfter().toInstant().isAfter(now.plus(RENEW_BEFORE)))
                .filter(found -> covers(found.certificate(), names));
        if (present.isPresent()) {
            return present.get();
        }
        KeyPair keys = kind.make(random);
        X509Certificate certificate = authority.issueServer(keys.getPublic(), names, now);
        delete(certificateFile);
        DataDirectory.writePrivate(keyFile, Pem.write(keys.getPrivate()));
        DataDirectory.writePrivate(certificateFile, Pem.write(certificate));
        LOG.info(
                "Made a server certificate ({}) for {} {}, valid until {}",
                kind,
                names.dnsNames(),
                names.addresses(),
                certificate.getNotAfter().toInstant());
        return new Identity(keys.getPrivate(), certificate);
    }

    /** The identity on disk; empty when it is incomplete, damaged or of another authority: replacing it costs nothing. */
    private static Optional<Identity> present(Path certificateFile, Path keyFile, CertificateAuthority authority) {
        if (!Files.exists(certificateFile) || !Files.exists(keyFile)) {
            return Optional.empty();
        }
        try {
            X509Certificate certificate = Pem.readCertificate(read(certificateFile));
            // The signature, not the issuer's name: a root made after the loss of the first is called the same.
            certificate.verify(authority.certificate().getPublicKey());
            return Optional.of(new Identity(Pem.readPrivateKey(read(keyFile)), certificate));
        } catch (InvalidCertificateException | GeneralSecurityException e) {
            LOG.warn("{} is not usable and will be replaced: {}", certificateFile, e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean covers(X509Certificate certificate, ServerNames names) {
        Set<String> covered = new HashSet<>();
        try {
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.forEach(name -> covered.add(normal(name.get(1).toString())));
            }
        } catch (CertificateParsingException e) {
            return false;
        }
        return names.dnsNames().stream().allMatch(name -> covered.contains(normal(name)))
                && names.addresses().stream()
                        .map(InetAddress::getHostAddress)
                        .allMatch(address -> covered.contains(normal(address)));
    }

    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static X509Certificate certificate(Path file) {
        try {
            return Pem.readCertificate(read(file));
        } catch (InvalidCertificateException e) {
            throw damaged(file, e);
        }
    }

    private static PrivateKey privateKey(Path file) {
        try {
            return Pem.readPrivateKey(read(file));
        } catch (InvalidCertificateException e) {
            throw damaged(file, e);
        }
    }

    private static IllegalStateException damaged(Path file, InvalidCertificateException cause) {
        return new IllegalStateException(
                file + " is damaged: " + cause.getMessage() + "; restore it from a backup", cause);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot replace " + file, e);
        }
    }
}
