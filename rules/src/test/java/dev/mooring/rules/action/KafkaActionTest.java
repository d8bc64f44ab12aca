package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a real Kafka broker. */
@Timeout(120)
class KafkaActionTest {
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static KafkaBroker broker;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        broker = new KafkaBroker(directory);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.address("PLAINTEXT")))) {
            List<NewTopic> topics = new ArrayList<>();
            for (String topic : List.of("plain", "full", "tls", "sasl")) {
                topics.add(new NewTopic(topic, Optional.of(3), Optional.of((short) 1)));
            }
            admin.createTopics(topics).all().get();
        }
    }

    @AfterAll
    static void stop() {
        ACTIONS.close();
        broker.close();
    }

    private static String action(String topic, String more, String clientProperties) {
        return "{'kafka':{'destinationArn':'arn:aws:iot:us-east-1:123456789012:ruledestination/vpc/v','topic':'" + topic
                + "'" + more + ",'clientProperties':{" + clientProperties + "}}}";
    }

    private static String plain() {
        return "'security.protocol':'PLAINTEXT','bootstrap.servers':'" + broker.address("PLAINTEXT") + "'";
    }

    /** The first record of a topic. */
    private static ConsumerRecord<String, byte[]> first(String topic) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.address("PLAINTEXT")),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1), new TopicPartition(topic, 2));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    return record;
                }
            }
        }
    }

    @Test
    void producesTheResultByteByByte() throws Exception {
        ACTIONS.delivers(action("plain", "", plain()), new byte[] {(byte) 0xff, 0});
        ConsumerRecord<String, byte[]> record = first("plain");
        assertThat(record.value()).containsExactly(0xff, 0);
        assertThat(record.key()).isNull();
        assertThat(record.headers()).isEmpty();
    }

    @Test
    void fillsInTopicKeyPartitionAndHeaders() throws Exception {
        ACTIONS.delivers(
                action(
                        "${t}",
                        ",'key':'${clientid()}','partition':'${p}','headers':[{'key':'h','value':'${topic()}'}]",
                        plain() + ",'acks':'1','compression.type':'gzip',"
                                + "'key.serializer':'org.apache.kafka.common.serialization.StringSerializer',"
                                + "'value.serializer':'org.apache.kafka.common.serialization.ByteBufferSerializer'"),
                "{\"t\":\"full\",\"p\":2}");
        ConsumerRecord<String, byte[]> record = first("full");
        assertThat(record.key()).isEqualTo("client-0");
        assertThat(record.partition()).isEqualTo(2);
        assertThat(record.headers().lastHeader("h").value()).asString().isEqualTo("a/b");
        assertThat(record.value()).asString().isEqualTo("{\"t\":\"full\",\"p\":2}");
    }

    @Test
    void speaksMutualTlsWithTheStoresOfTheRule() throws Exception {
        ACTIONS.delivers(action("tls", "", tls(broker.trustedBase64(), KafkaBroker.PASSWORD)), "{\"v\":1}");
        assertThat(first("tls").value()).asString().isEqualTo("{\"v\":1}");
    }

    @Test
    void aStoreThatCannotBeReadFailsForGood() throws Exception {
        ActionOutcome.Failure failure = ACTIONS.fails(action("tls", "", tls(broker.trustedBase64(), "wrong")), "{}");
        assertThat(failure.message()).contains("Failed to send message to Kafka");
        assertThat(failure.retryable()).isFalse();
    }

    private static String tls(String trusted, String password) throws Exception {
        return "'bootstrap.servers':'" + broker.address("SSL") + "','ssl.truststore':'" + trusted
                + "','ssl.truststore.password':'" + password + "','ssl.keystore':'" + broker.clientKeysBase64()
                + "','ssl.keystore.password':'" + KafkaBroker.PASSWORD + "'";
    }

    private static String sasl(String password) {
        return "'security.protocol':'SASL_PLAINTEXT','bootstrap.servers':'" + broker.address("SASL_PLAINTEXT")
                + "','sasl.mechanism':'PLAIN','sasl.plain.username':'rules','sasl.plain.password':'" + password + "'";
    }

    @Test
    void logsInWithAUserAndAPassword() throws Exception {
        ACTIONS.delivers(action("sasl", "", sasl("se\\\"cret")), "{\"v\":1}");
        assertThat(first("sasl").value()).asString().isEqualTo("{\"v\":1}");
        ActionOutcome.Failure failure = ACTIONS.fails(action("sasl", "", sasl("wrong")), "{}");
        assertThat(failure.message()).contains("Authentication").doesNotContain("wrong");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void aMissingTopicAndAnUnreachableBrokerAreWorthAnotherTry() throws Exception {
        ActionOutcome.Failure missing = ACTIONS.fails(action("missing", "", plain()), "{}");
        assertThat(missing.message()).contains("missing not present in metadata");
        assertThat(missing.retryable()).isTrue();
        assertThat(ACTIONS.fails(
                                action(
                                        "plain",
                                        "",
                                        "'security.protocol':'PLAINTEXT','bootstrap.servers':'127.0.0.1:1'"),
                                "{}")
                        .retryable())
                .isTrue();
        assertThat(ACTIONS.fails(action("plain", ",'partition':'${p}'", plain()), "{\"p\":-1}")
                        .message())
                .contains("'-1' is not the number of a partition");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'kafka':{'destinationArn':'d','topic':'t'}} | clientProperties: is required",
                "{'kafka':{'topic':'t','clientProperties':{}}} | destinationArn is required",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{}}} | bootstrap.servers: is required",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h'}}} | 'h' is not like host:9092",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1'}}} | ssl.keystore: is required",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1','ssl.keystore':'%'}}} | ssl.keystore: is not base64",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1','security.protocol':'SASL_SSL'}}} | sasl.mechanism: is required",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1','security.protocol':'SASL_SSL','sasl.mechanism':'SCRAM-SHA-512','sasl.scram.username':'u'}}} | sasl.scram.password: is required",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1','acks':'all'}}} | 'all' is not one of 0, 1",
                "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1','linger.ms':'5'}}} | linger.ms: is not supported",
                "{'kafka':{'destinationArn':'d','topic':'t','partition':'x','clientProperties':{'bootstrap.servers':'h:1','security.protocol':'PLAINTEXT'}}} | 'x' is not the number of a partition",
            })
    void refusesWhatCannotWork(String action, String message) {
        assertThatThrownBy(() -> ActionTesting.parse(action))
                .isInstanceOf(InvalidRuleException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'sasl.mechanism':'GSSAPI'",
                "'sasl.kerberos.principal':'p'",
                "'ssl.keystore.password':'${get_secret(\\\"id\\\",\\\"SecretString\\\",\\\"k\\\",\\\"arn\\\")}'",
            })
    void namesWhatAwsHasAndThisServerHasNot(String property) {
        assertThatThrownBy(() -> ActionTesting.parse(
                        "{'kafka':{'destinationArn':'d','topic':'t','clientProperties':{'bootstrap.servers':'h:1',"
                                + property + "}}}"))
                .isInstanceOf(NotImplementedActionException.class);
    }
}
