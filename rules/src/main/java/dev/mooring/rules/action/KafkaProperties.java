package dev.mooring.rules.action;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The {@code clientProperties} of a kafka action, checked. Besides AWS's protocols the ones without TLS are taken, for
 * brokers on one's own machine. Secrets are written out: {@code get_secret} is not built.
 *
 * @param given as in the rule
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/apache-kafka-rule-action.html">AWS: client
 *     properties</a>
 */
record KafkaProperties(Map<String, String> given) {
    private static final String SERVERS = "bootstrap.servers";
    private static final String PROTOCOL = "security.protocol";
    private static final String MECHANISM = "sasl.mechanism";
    private static final String TRUST_STORE = "ssl.truststore";
    private static final String KEY_STORE = "ssl.keystore";
    private static final int MAX_STORE_CHARACTERS = 65_000;
    private static final Map<String, List<String>> CHOICES = Map.of(
            PROTOCOL,
            List.of("SSL", "SASL_SSL", "PLAINTEXT", "SASL_PLAINTEXT"),
            MECHANISM,
            List.of("PLAIN", "SCRAM-SHA-512"),
            "acks",
            List.of("0", "1"),
            "compression.type",
            List.of("none", "gzip", "snappy", "lz4", "zstd"),
            "key.serializer",
            List.of("org.apache.kafka.common.serialization.StringSerializer"),
            "value.serializer",
            List.of("org.apache.kafka.common.serialization.ByteBufferSerializer"));
    private static final Set<String> TEXTS = Set.of(
            SERVERS,
            TRUST_STORE,
            "ssl.truststore.password",
            KEY_STORE,
            "ssl.keystore.password",
            "ssl.key.password",
            "sasl.plain.username",
            "sasl.plain.password",
            "sasl.scram.username",
            "sasl.scram.password");

    KafkaProperties {
        given = Map.copyOf(given);
    }

    static KafkaProperties parse(Parameters parameters) throws InvalidRuleException {
        Parameters properties = parameters
                .object("clientProperties")
                .orElseThrow(() -> parameters.invalid("clientProperties", "is required"));
        Map<String, String> given = new HashMap<>();
        for (String name : properties.names()) {
            String value = CHOICES.containsKey(name)
                    ? choice(properties, name)
                    : properties.text(name).orElse("");
            if (!CHOICES.containsKey(name) && !TEXTS.contains(name)) {
                throw name.startsWith("sasl.kerberos.")
                        ? properties.notImplemented(name, "Kerberos")
                        : properties.invalid(name, "is not supported");
            }
            if (value.contains("${")) {
                throw properties.notImplemented(name, "get_secret");
            }
            given.put(name, value);
        }
        KafkaProperties parsed = new KafkaProperties(given);
        parsed.check(properties);
        return parsed;
    }

    private static String choice(Parameters properties, String name) throws InvalidRuleException {
        if (name.equals(MECHANISM)
                && properties.text(name).filter("GSSAPI"::equals).isPresent()) {
            throw properties.notImplemented(name, "Kerberos");
        }
        return properties
                .choice(name, CHOICES.getOrDefault(name, List.of()))
                .orElseThrow(() -> properties.invalid(name, "must be a string"));
    }

    private void check(Parameters properties) throws InvalidRuleException {
        require(properties, SERVERS);
        for (String server : servers().split(",", -1)) {
            if (!server.strip().matches("[^\\s:]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}")) {
                throw properties.invalid(SERVERS, "'" + server + "' is not like host:9092");
            }
        }
        for (String store : List.of(TRUST_STORE, KEY_STORE)) {
            checkStore(properties, store);
        }
        if (protocol().equals("SSL")) {
            require(properties, KEY_STORE);
        }
        if (usesSasl()) {
            require(properties, MECHANISM);
            require(properties, saslPrefix() + ".username");
            require(properties, saslPrefix() + ".password");
        }
    }

    private void require(Parameters properties, String name) throws InvalidRuleException {
        if (given.getOrDefault(name, "").isEmpty()) {
            throw properties.invalid(name, "is required");
        }
    }

    private void checkStore(Parameters properties, String name) throws InvalidRuleException {
        String store = given.getOrDefault(name, "");
        if (store.length() > MAX_STORE_CHARACTERS) {
            throw properties.invalid(name, "has more than " + MAX_STORE_CHARACTERS + " characters");
        }
        try {
            Base64.getDecoder().decode(store);
        } catch (IllegalArgumentException notBase64) {
            throw properties.invalid(name, "is not base64");
        }
    }

    String servers() {
        return given.getOrDefault(SERVERS, "");
    }

    String protocol() {
        return given.getOrDefault(PROTOCOL, "SSL");
    }

    boolean usesTls() {
        return protocol().endsWith("SSL");
    }

    boolean usesSasl() {
        return protocol().startsWith("SASL");
    }

    private String saslPrefix() {
        return given.getOrDefault(MECHANISM, "").equals("PLAIN") ? "sasl.plain" : "sasl.scram";
    }

    /** What a producer of Kafka's own client is configured with, TLS stores aside. */
    Map<String, Object> producer() {
        Map<String, Object> producer = new HashMap<>();
        producer.put(SERVERS, servers());
        producer.put(PROTOCOL, protocol());
        producer.put("acks", given.getOrDefault("acks", "1"));
        producer.put("compression.type", given.getOrDefault("compression.type", "none"));
        if (usesSasl()) {
            String mechanism = given.getOrDefault(MECHANISM, "");
            producer.put(MECHANISM, mechanism);
            producer.put(
                    "sasl.jaas.config",
                    "org.apache.kafka.common.security."
                            + (mechanism.equals("PLAIN") ? "plain.PlainLoginModule" : "scram.ScramLoginModule")
                            + " required username=" + quoted(given.getOrDefault(saslPrefix() + ".username", ""))
                            + " password=" + quoted(given.getOrDefault(saslPrefix() + ".password", "")) + ";");
        }
        return producer;
    }

    /** As JAAS reads it. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    Optional<TlsStore> trustStore() {
        return store(TRUST_STORE, given.getOrDefault("ssl.truststore.password", ""));
    }

    Optional<TlsStore> keyStore() {
        return store(KEY_STORE, given.getOrDefault("ssl.keystore.password", ""));
    }

    /** Of the private key in the key store: the store's own if there is none. */
    String keyPassword() {
        return given.getOrDefault("ssl.key.password", given.getOrDefault("ssl.keystore.password", ""));
    }

    private Optional<TlsStore> store(String name, String password) {
        String store = given.getOrDefault(name, "");
        return store.isEmpty()
                ? Optional.empty()
                : Optional.of(new TlsStore(Base64.getDecoder().decode(store), password));
    }

    /** A key store in one of Java's formats. */
    record TlsStore(byte[] bytes, String password) {}

    @Override
    public String toString() {
        return "KafkaProperties[" + servers() + "]"; // Never passwords: this may reach a log.
    }
}
