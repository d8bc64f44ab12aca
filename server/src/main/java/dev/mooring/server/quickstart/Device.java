package dev.mooring.server.quickstart;

import dev.mooring.core.cert.InvalidCertificateException;
import dev.mooring.core.cert.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A device with its own certificate, speaking MQTT over mutual TLS through an ordinary client library. */
final class Device implements AutoCloseable {
    private static final int TIMEOUT_SECONDS = 10;
    private final MqttClient client;

    private Device(MqttClient client) {
        this.client = client;
    }

    /** @param endpoint {@code host:port} */
    static Device connect(String endpoint, String clientId, Path rootCa, String certificatePem, String privateKeyPem)
            throws MqttException, GeneralSecurityException, IOException, InvalidCertificateException {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setSocketFactory(socketFactory(rootCa, certificatePem, privateKeyPem));
        options.setConnectionTimeout(TIMEOUT_SECONDS);
        options.setCleanSession(true);
        MqttClient client = new MqttClient("ssl://" + endpoint, clientId, new MemoryPersistence());
        client.setTimeToWait(TIMEOUT_SECONDS * 1000L);
        client.connect(options);
        return new Device(client);
    }

    /** At QoS 1: returns when the server has acknowledged it. */
    void publish(String topic, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, false);
    }

    private static SSLSocketFactory socketFactory(Path rootCa, String certificatePem, String privateKeyPem)
            throws GeneralSecurityException, IOException, InvalidCertificateException {
        KeyStore trusted = emptyStore();
        trusted.setCertificateEntry("root", Pem.readCertificate(Files.readString(rootCa)));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyStore own = emptyStore();
        own.setKeyEntry("device", Pem.readPrivateKey(privateKeyPem), new char[0], new X509Certificate[] {
            Pem.readCertificate(certificatePem)
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }
}
