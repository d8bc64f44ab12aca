package dev.mooring.rules.action;

import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.cert.ServerNames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real broker of one node, in KRaft mode, with a listener for each security protocol. */
final class KafkaBroker implements AutoCloseable {
    static final String PASSWORD = "changeit";

    private final KafkaRaftServer server;
    private final Map<String, Integer> ports = new HashMap<>();
    private final KeyStore clientKeys;
    private final KeyStore trusted;

    KafkaBroker(Path directory) throws Exception {
        SecureRandom random = new SecureRandom();
        RsaKeyPairs pairs = new RsaKeyPairs(random);
        CertificateAuthority authority = CertificateAuthority.create(pairs.next(), Instant.now(), random);
        KeyPair broker = pairs.next();
        X509Certificate certificate = authority.issueServer(
                broker.getPublic(), new ServerNames(List.of("localhost"), List.of()), Instant.now());
        KeyPair client = pairs.next();
        trusted = store();
        trusted.setCertificateEntry("ca", authority.certificate());
        clientKeys = keys(client, authority.issueDevice(client.getPublic(), Instant.now()), authority.certificate());
        Path brokerStore = write(directory, "broker.p12", keys(broker, certificate, authority.certificate()));
        Path trustStore = write(directory, "trusted.p12", trusted);

        for (String listener : List.of("CONTROLLER", "PLAINTEXT", "SSL", "SASL_PLAINTEXT")) {
            ports.put(listener, freePort());
        }
        Path log = directory.resolve("log");
        Files.createDirectories(log);
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@localhost:" + ports.get("CONTROLLER"));
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put(
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT");
        String listeners = String.join(
                ",",
                ports.entrySet().stream()
                        .map(e -> e.getKey() + "://localhost:" + e.getValue())
                        .toList());
        settings.put("listeners", listeners);
        settings.put("inter.broker.listener.name", "PLAINTEXT");
        settings.put("log.dirs", log.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("ssl.keystore.location", brokerStore.toString());
        settings.put("ssl.keystore.password", PASSWORD);
        settings.put("ssl.truststore.location", trustStore.toString());
        settings.put("ssl.truststore.password", PASSWORD);
        settings.put("ssl.client.auth", "required");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                "listener.name.sasl_plaintext.plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_rules=\"se\\\"cret\";");
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setSupportedFeatures(org.apache.kafka.server.common.Feature.PRODUCTION_FEATURES)
                .setNodeId(1)
                .setClusterId(Uuid.randomUuid().toString())
                .setDirectories(Set.of(log.toString()))
                .setMetadataLogDirectory(log.toString())
                .setControllerListenerName("CONTROLLER")
                .run();
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    String address(String listener) {
        return "localhost:" + ports.get(listener);
    }

    String clientKeysBase64() throws GeneralSecurityException, IOException {
        return base64(clientKeys);
    }

    String trustedBase64() throws GeneralSecurityException, IOException {
        return base64(trusted);
    }

    private static KeyStore store() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static KeyStore keys(KeyPair pair, X509Certificate... chain) throws GeneralSecurityException, IOException {
        KeyStore store = store();
        store.setKeyEntry("key", pair.getPrivate(), PASSWORD.toCharArray(), (Certificate[]) chain);
        return store;
    }

    private static byte[] bytes(KeyStore store) throws GeneralSecurityException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        store.store(out, PASSWORD.toCharArray());
        return out.toByteArray();
    }

    private static String base64(KeyStore store) throws GeneralSecurityException, IOException {
        return Base64.getEncoder().encodeToString(bytes(store));
    }

    private static Path write(Path directory, String name, KeyStore store)
            throws GeneralSecurityException, IOException {
        return Files.write(directory.resolve(name), bytes(store));
    }

    /** A controller must be named before it has a port. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
