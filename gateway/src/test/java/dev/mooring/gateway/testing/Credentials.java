package dev.mooring.gateway.testing;

import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.Certificates;
import dev.mooring.core.cert.EcKeyPairs;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.cert.ServerNames;
import dev.mooring.gateway.tls.ServerIdentity;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys for tests; keys are made once for all, since that takes long. */
public final class Credentials {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] PASSWORD = "test".toCharArray();
    private static final KeyPair CA_KEYS = new RsaKeyPairs(RANDOM).next();
    private static final KeyPair SERVER_KEYS = new RsaKeyPairs(RANDOM).next();
    private static final KeyPair EC_SERVER_KEYS = new EcKeyPairs(RANDOM).next();
    private static final KeyPair DEVICE_KEYS = new RsaKeyPairs(RANDOM).next();

    public static final CertificateAuthority CA = CertificateAuthority.create(CA_KEYS, Instant.now(), RANDOM);

    private Credentials() {}

    /** With a key of each kind. */
    public static List<ServerIdentity> server() {
        return List.of(server(EC_SERVER_KEYS), server(SERVER_KEYS));
    }

    private static ServerIdentity server(KeyPair keys) {
        ServerNames names = new ServerNames(List.of("localhost"), List.of(InetAddress.getLoopbackAddress()));
        return new ServerIdentity(keys.getPrivate(), List.of(CA.issueServer(keys.getPublic(), names, Instant.now())));
    }

    /** A new certificate for a device; all have the same key. */
    public static X509Certificate device(Instant issued) {
        return CA.issueDevice(DEVICE_KEYS.getPublic(), issued);
    }

    public static String id(X509Certificate certificate) {
        return Certificates.certificateId(certificate);
    }

    /** The client's side: trusts the CA, offers the certificates (none for none). */
    public static SSLContext client(X509Certificate... certificate) {
        try {
            KeyStore trust = emptyStore();
            trust.setCertificateEntry("ca", CA.certificate());
            TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
            trusted.init(trust);
            KeyStore own = emptyStore();
            if (certificate.length > 0) {
                own.setKeyEntry("device", DEVICE_KEYS.getPrivate(), PASSWORD, certificate);
            }
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trusted.getTrustManagers(), RANDOM);
            return context;
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, java.io.IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
