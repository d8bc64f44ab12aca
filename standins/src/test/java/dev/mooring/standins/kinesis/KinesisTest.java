package dev.mooring.standins.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.StandInServer;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.ResourceInUseException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Through the AWS SDK for Java, which speaks CBOR; the AWS CLI's JSON is tested end to end. */
class KinesisTest {
    private static StandInServer server;
    private static KinesisClient kinesis;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        kinesis = server.client(KinesisClient.builder());
    }

    @AfterAll
    static void stop() {
        kinesis.close();
        server.close();
    }

    private static void stream(String name, int shards) {
        kinesis.createStream(c -> c.streamName(name).shardCount(shards));
        kinesis.waiter().waitUntilStreamExists(d -> d.streamName(name));
    }

    private static String iterator(String stream, String shard, ShardIteratorType type) {
        return kinesis.getShardIterator(g -> g.streamName(stream).shardId(shard).shardIteratorType(type))
                .shardIterator();
    }

    private static List<String> read(String iterator) {
        return kinesis.getRecords(g -> g.shardIterator(iterator)).records().stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    private static void put(String stream, String key, String data) {
        kinesis.putRecord(p -> p.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)));
    }

    @Test
    void recordsAreReadInOrderAndAfterARestart() {
        stream("order", 1);
        put("order", "a", "1");
        kinesis.putRecords(p -> p.streamName("order")
                .records(IntStream.of(2, 3)
                        .mapToObj(i -> PutRecordsRequestEntry.builder()
                                .partitionKey("k" + i)
                                .data(SdkBytes.fromUtf8String("" + i))
                                .build())
                        .toList()));
        server.restart();
        String shard = Stream.shardId(0);
        String start = iterator("order", shard, ShardIteratorType.TRIM_HORIZON);
        assertThat(read(start)).containsExactly("1", "2", "3");
        String latest = iterator("order", shard, ShardIteratorType.LATEST);
        put("order", "a", "4");
        assertThat(read(latest)).containsExactly("4");
        String next = kinesis.getRecords(g -> g.shardIterator(start).limit(2)).nextShardIterator();
        assertThat(read(next)).containsExactly("3", "4");
        String second =
                kinesis.getRecords(g -> g.shardIterator(start)).records().get(1).sequenceNumber();
        assertThat(read(kinesis.getShardIterator(g -> g.streamName("order")
                                .shardId(shard)
                                .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                                .startingSequenceNumber(second))
                        .shardIterator()))
                .containsExactly("3", "4");
    }

    @Test
    void theShardsShareAllHashKeysAndAKeyAlwaysHasTheSameOne() {
        stream("shards", 3);
        List<Shard> shards = kinesis.listShards(l -> l.streamName("shards")).shards();
        assertThat(shards).hasSize(3);
        assertThat(shards.getFirst().hashKeyRange().startingHashKey()).isEqualTo("0");
        for (int i = 1; i < 3; i++) {
            assertThat(new BigInteger(shards.get(i).hashKeyRange().startingHashKey()))
                    .isEqualTo(new BigInteger(shards.get(i - 1).hashKeyRange().endingHashKey()).add(BigInteger.ONE));
        }
        assertThat(new BigInteger(shards.getLast().hashKeyRange().endingHashKey()))
                .isEqualTo(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE));
        IntStream.range(0, 30).forEach(i -> put("shards", "key-" + i, "key-" + i));
        int total = shards.stream()
                .mapToInt(shard -> read(iterator("shards", shard.shardId(), ShardIteratorType.TRIM_HORIZON))
                        .size())
                .sum();
        assertThat(total).isEqualTo(30);
    }

    @Test
    void recordsAreKeptForADayAndIteratorsForFiveMinutes() {
        stream("old", 1);
        put("old", "a", "x");
        String iterator = iterator("old", Stream.shardId(0), ShardIteratorType.TRIM_HORIZON);
        server.advance(Duration.ofMinutes(6));
        assertThatThrownBy(() -> read(iterator)).isInstanceOf(ExpiredIteratorException.class);
        server.advance(Duration.ofHours(24));
        assertThat(read(iterator("old", Stream.shardId(0), ShardIteratorType.TRIM_HORIZON)))
                .isEmpty();
    }

    @Test
    void whatIsWrongIsRefusedInKinesisWords() {
        stream("twice", 1);
        assertThatThrownBy(() -> stream("twice", 1)).isInstanceOf(ResourceInUseException.class);
        kinesis.deleteStream(d -> d.streamName("twice"));
        assertThatThrownBy(() -> put("twice", "a", "x")).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> kinesis.mergeShards(
                        m -> m.streamName("x").shardToMerge("a").adjacentShardToMerge("b")))
                .hasMessageContaining("MergeShards");
    }
}
