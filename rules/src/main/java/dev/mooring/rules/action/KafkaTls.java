package dev.mooring.rules.action;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS with the stores that a rule carries in itself. Kafka's own way wants files, and secrets are better not left in
 * files. Made by Kafka, therefore public and with a constructor without arguments.
 */
public final class KafkaTls implements SslEngineFactory {
    /** The key under which Kafka's configuration hands the rule's properties over. */
    static final String PROPERTIES = "mooring.kafka.properties";

    private @Nullable SSLContext context;

    @Override
    public void configure(Map<String, ?> configuration) {
        if (!(configuration.get(PROPERTIES) instanceof KafkaProperties properties)) {
            throw new KafkaException("TLS without properties of a rule");
        }
        try {
            context = context(properties);
        } catch (GeneralSecurityException | IOException unusable) {
            throw new KafkaException("a TLS store cannot be read: " + unusable.getMessage(), unusable);
        }
    }

    private static SSLContext context(KafkaProperties properties) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        Optional<KeyStore> own = store(properties.keyStore());
        keys.init(own.orElse(null), properties.keyPassword().toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(store(properties.trustStore()).orElse(null));
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(own.isPresent() ? keys.getKeyManagers() : null, trusted.getTrustManagers(), null);
        return made;
    }

    private static Optional<KeyStore> store(Optional<KafkaProperties.TlsStore> given)
            throws GeneralSecurityException, IOException {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        // This type reads the older format of Java as well.
        KeyStore store = KeyStore.getInstance("PKCS12");
        String password = given.get().password();
        store.load(new ByteArrayInputStream(given.get().bytes()), password.isEmpty() ? null : password.toCharArray());
        return Optional.of(store);
    }

    @Override
    public SSLEngine createClientSslEngine(String peerHost, int peerPort, @Nullable String endpointIdentification) {
        SSLContext made = context;
        if (made == null) {
            throw new IllegalStateException("not configured");
        }
        SSLEngine engine = made.createSSLEngine(peerHost, peerPort);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(endpointIdentification);
        engine.setSSLParameters(parameters);
        return engine;
    }

    @Override
    public SSLEngine createServerSslEngine(String peerHost, int peerPort) {
        throw new UnsupportedOperationException("only clients are made");
    }

    @Override
    public boolean shouldBeRebuilt(Map<String, Object> nextConfiguration) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {}

    /** A producer's configuration with this in it. */
    static Map<String, Object> configured(KafkaProperties properties) {
        Map<String, Object> producer = new HashMap<>(properties.producer());
        if (properties.usesTls()) {
            producer.put("ssl.engine.factory.class", KafkaTls.class);
            producer.put(PROPERTIES, properties);
        }
        return producer;
    }
}
