package dev.mooring.standins.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.standins.StandInServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Through the AWS SDK, which checks the digests of what it sends and receives. */
class SqsTest {
    private static StandInServer server;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        sqs = server.client(SqsClient.builder());
    }

    @AfterAll
    static void stop() {
        sqs.close();
        server.close();
    }

    private static String queue(String name, Map<QueueAttributeName, String> attributes) {
        return sqs.createQueue(c -> c.queueName(name).attributes(attributes)).queueUrl();
    }

    private static String queue(String name) {
        return queue(name, Map.of());
    }

    private static String fifo(String name) {
        return queue(
                name,
                Map.of(QueueAttributeName.FIFO_QUEUE, "true", QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true"));
    }

    private static List<Message> receive(String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    }

    private static List<String> bodies(String url) {
        return receive(url).stream().map(Message::body).toList();
    }

    @Test
    void aMessageIsReceivedWithItsAttributesAndIsInvisibleUntilItsTimeIsOver() {
        String url = queue("plain");
        sqs.sendMessage(s -> s.queueUrl(url)
                .messageBody("häl<>&\"lo\r\n")
                .messageAttributes(Map.of(
                        "room",
                        MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("kitchen")
                                .build(),
                        "raw",
                        MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, -1, 7}))
                                .build())));

        Message message = sqs.receiveMessage(r -> r.queueUrl(url)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .getFirst();

        assertThat(message.body()).isEqualTo("häl<>&\"lo\r\n");
        assertThat(message.messageAttributes().get("room").stringValue()).isEqualTo("kitchen");
        assertThat(message.messageAttributes().get("raw").binaryValue().asByteArray())
                .containsExactly(0, -1, 7);
        assertThat(message.attributes()).containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1");
        assertThat(receive(url)).isEmpty();
        server.advance(Duration.ofSeconds(31));
        Message again = receive(url).getFirst();
        assertThat(again.messageId()).isEqualTo(message.messageId());
        sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(message.receiptHandle()));
        server.advance(Duration.ofSeconds(31));
        Message third = receive(url).getFirst();
        sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(third.receiptHandle()));
        server.advance(Duration.ofSeconds(31));
        assertThat(receive(url)).as("only the last receipt deletes").isEmpty();
    }

    @Test
    void messagesSurviveARestart() {
        String url = queue("restart");
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("still here"));
        server.restart();
        assertThat(bodies(url)).containsExactly("still here");
    }

    @Test
    void aReceiverThatWaitsIsWokenByTheNextMessage() throws Exception {
        String url = queue("waiting");
        CompletableFuture<List<Message>> received = CompletableFuture.supplyAsync(() ->
                sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());
        assertThat(received).isNotDone();
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("wake up"));
        assertThat(received.get().getFirst().body()).isEqualTo("wake up");
    }

    @Test
    void aDelayedMessageIsVisibleLater() {
        String url = queue("delayed", Map.of(QueueAttributeName.DELAY_SECONDS, "60"));
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("slow"));
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("quick").delaySeconds(0));
        assertThat(bodies(url)).containsExactly("quick");
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
                .isEqualTo("1");
        assertThat(attribute(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .isEqualTo("1");
        server.advance(Duration.ofSeconds(61));
        assertThat(bodies(url)).contains("slow");
    }

    private static String attribute(String url, QueueAttributeName name) {
        return sqs.getQueueAttributes(g -> g.queueUrl(url).attributeNames(name))
                .attributes()
                .get(name);
    }

    @Test
    void aMessageReceivedTooOftenGoesToTheDeadLetterQueue() {
        String dead = queue("dead");
        String url = queue("risky");
        String deadArn = attribute(dead, QueueAttributeName.QUEUE_ARN);
        sqs.setQueueAttributes(s -> s.queueUrl(url)
                .attributes(Map.of(
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"" + deadArn + "\",\"maxReceiveCount\":\"2\"}",
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "0")));
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("poison"));
        assertThat(bodies(url)).containsExactly("poison");
        assertThat(bodies(url)).containsExactly("poison");
        assertThat(bodies(url)).isEmpty();
        assertThat(bodies(dead)).containsExactly("poison");
        assertThat(sqs.listDeadLetterSourceQueues(l -> l.queueUrl(dead)).queueUrls())
                .containsExactly(url);
    }

    @Test
    void aFifoQueueKeepsTheOrderOfEachGroupAndHoldsBackWhatStandsBehindAnOpenMessage() {
        String url = fifo("order.fifo");
        Stream.of("a1", "b1", "a2", "b2")
                .forEach(body ->
                        sqs.sendMessage(s -> s.queueUrl(url).messageBody(body).messageGroupId(body.substring(0, 1))));
        Message a1 = sqs.receiveMessage(r -> r.queueUrl(url)).messages().getFirst();
        assertThat(a1.body()).isEqualTo("a1");
        assertThat(bodies(url)).containsExactly("b1", "b2");
        assertThat(receive(url)).isEmpty();
        sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(a1.receiptHandle()));
        assertThat(bodies(url)).containsExactly("a2");
    }

    @Test
    void aFifoQueueTakesTheSameMessageOnceInFiveMinutes() {
        String url = fifo("once.fifo");
        String first = sqs.sendMessage(s -> s.queueUrl(url).messageBody("x").messageGroupId("g"))
                .messageId();
        assertThat(sqs.sendMessage(s -> s.queueUrl(url).messageBody("x").messageGroupId("g"))
                        .messageId())
                .isEqualTo(first);
        assertThat(bodies(url)).hasSize(1);
        server.advance(Duration.ofMinutes(5).plusSeconds(1));
        assertThat(sqs.sendMessage(s -> s.queueUrl(url).messageBody("x").messageGroupId("g"))
                        .messageId())
                .isNotEqualTo(first);
    }

    @Test
    void entriesOfABatchSucceedAndFailByThemselves() {
        String url = queue("batch", Map.of(QueueAttributeName.MAXIMUM_MESSAGE_SIZE, "1024"));
        var sent = sqs.sendMessageBatch(
                b -> b.queueUrl(url).entries(e -> e.id("good").messageBody("fine"), e -> e.id("long")
                        .messageBody("x".repeat(1025))));
        assertThat(sent.successful()).extracting(e -> e.id()).containsExactly("good");
        assertThat(sent.failed()).extracting(e -> e.id()).containsExactly("long");
        Message message = receive(url).getFirst();
        assertThat(sqs.deleteMessageBatch(b -> b.queueUrl(url)
                                .entries(e -> e.id("1").receiptHandle(message.receiptHandle()), e -> e.id("2")
                                        .receiptHandle("nonsense")))
                        .failed())
                .extracting(e -> e.code())
                .containsExactly("ReceiptHandleIsInvalid");
    }

    @Test
    void visibilityCanBeChangedAndAQueueEmptied() {
        String url = queue("purge");
        sqs.sendMessage(s -> s.queueUrl(url).messageBody("1"));
        Message message = receive(url).getFirst();
        sqs.changeMessageVisibility(
                c -> c.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0));
        assertThat(bodies(url)).containsExactly("1");
        sqs.purgeQueue(p -> p.queueUrl(url));
        server.advance(Duration.ofMinutes(1));
        assertThat(receive(url)).isEmpty();
    }

    @Test
    void whatIsNotThereOrNotAllowedIsRefusedInSqsWords() {
        String gone = queue("gone");
        sqs.deleteQueue(d -> d.queueUrl(gone));
        assertThatThrownBy(() -> sqs.sendMessage(s -> s.queueUrl(gone).messageBody("x")))
                .isInstanceOf(QueueDoesNotExistException.class)
                .satisfies(e -> assertThat(((SqsException) e).awsErrorDetails().errorCode())
                        .isEqualTo("AWS.SimpleQueueService.NonExistentQueue"));
        String url = queue("there");
        assertThatThrownBy(() -> sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle("x")))
                .isInstanceOf(ReceiptHandleIsInvalidException.class);
        assertThatThrownBy(() -> sqs.startMessageMoveTask(m -> m.sourceArn("arn:aws:sqs:x")))
                .isInstanceOf(SqsException.class)
                .hasMessageContaining("StartMessageMoveTask");
    }

    @ParameterizedTest
    @CsvSource({
        "VisibilityTimeout, 43201",
        "DelaySeconds, -1",
        "MessageRetentionPeriod, soon",
        "RedrivePolicy, {}",
        "KmsMasterKeyId, alias/x",
        "FifoQueue, true"
    })
    void anAttributeThatCannotBeObeyedIsRefused(String name, String value) {
        assertThatThrownBy(
                        () -> sqs.createQueue(c -> c.queueName("refused").attributesWithStrings(Map.of(name, value))))
                .isInstanceOf(SqsException.class);
        assertThatThrownBy(() -> sqs.getQueueUrl(g -> g.queueName("refused")))
                .isInstanceOf(QueueDoesNotExistException.class);
    }

    @Test
    void queuesAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            queue("page-" + i);
        }
        assertThat(sqs.listQueuesPaginator(l -> l.queueNamePrefix("page-").maxResults(2)).queueUrls().stream()
                        .map(url -> url.substring(url.lastIndexOf('/') + 1)))
                .containsExactly("page-0", "page-1", "page-2", "page-3", "page-4");
    }
}
