package dev.mooring.standins.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Timeout(120)
class FirehoseTest {
    private static StandInServer server;
    private static FirehoseClient firehose;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        firehose = server.client(FirehoseClient.builder());
        s3 = server.client(S3Client.builder().forcePathStyle(true));
    }

    @AfterAll
    static void stop() {
        firehose.close();
        s3.close();
        server.close();
    }

    private static void stream(String name, String prefix, int seconds) {
        s3.createBucket(c -> c.bucket(name));
        firehose.createDeliveryStream(c -> c.deliveryStreamName(name)
                .extendedS3DestinationConfiguration(d -> d.bucketARN("arn:aws:s3:::" + name)
                        .roleARN("arn:aws:iam::123456789012:role/x")
                        .prefix(prefix)
                        .bufferingHints(b -> b.intervalInSeconds(seconds).sizeInMBs(1))));
    }

    private static Record record(String data) {
        return Record.builder().data(SdkBytes.fromUtf8String(data)).build();
    }

    private static List<S3Object> objects(String bucket) throws InterruptedException {
        while (true) {
            List<S3Object> objects = s3.listObjectsV2(l -> l.bucket(bucket)).contents();
            if (!objects.isEmpty()) {
                return objects;
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void recordsAreGatheredIntoOneObject() throws Exception {
        stream("gathered", "data/", 1);
        firehose.putRecord(p -> p.deliveryStreamName("gathered").record(record("one\n")));
        firehose.putRecordBatch(p -> p.deliveryStreamName("gathered").records(record("two\n"), record("three\n")));
        S3Object object = objects("gathered").getFirst();
        assertThat(object.key()).matches("data/\\d{4}/\\d\\d/\\d\\d/\\d\\d/gathered-1-.*");
        assertThat(s3.getObjectAsBytes(g -> g.bucket("gathered").key(object.key()))
                        .asUtf8String())
                .startsWith("one\n");
    }

    @Test
    void aFullBufferDoesNotWait() throws Exception {
        stream("full", "", 900);
        String large = "x".repeat(600_000);
        firehose.putRecordBatch(p -> p.deliveryStreamName("full").records(record(large), record(large)));
        assertThat(objects("full").getFirst().size()).isEqualTo(1_200_000);
    }

    @Test
    void whatWaitsSurvivesARestart() throws Exception {
        stream("waits", "", 900);
        firehose.putRecord(p -> p.deliveryStreamName("waits").record(record("patient")));
        server.restart();
        server.advance(Duration.ofSeconds(901));
        server.standIns().resume();
        assertThat(objects("waits").getFirst().size()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026/01/02/03/s-1-2026-01-02-03-04-05-ID.json",
        "in/, in/2026/01/02/03/s-1-2026-01-02-03-04-05-ID.json",
        "y=!{timestamp:yyyy}/m=!{timestamp:MM}/, y=2026/m=01/s-1-2026-01-02-03-04-05-ID.json",
    })
    void objectsAreNamedAsAwsNamesThem(String prefix, String expected) {
        UUID id = UUID.randomUUID();
        assertThat(ObjectNames.of("s", prefix, ".json", Instant.parse("2026-01-02T03:04:05Z"), id))
                .isEqualTo(expected.replace("ID", id.toString()));
    }

    @Test
    void whatIsNotBuiltIsRefused() {
        assertThatThrownBy(() -> stream("odd", "!{partitionKeyFromQuery:x}/", 60))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() ->
                        firehose.putRecord(p -> p.deliveryStreamName("odd").record(record("x"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
