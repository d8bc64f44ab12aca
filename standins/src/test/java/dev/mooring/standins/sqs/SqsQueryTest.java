package dev.mooring.standins.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.standins.StandInServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The query protocol, as AWS CLIs of before 2023 speak it: names of parameters and elements by AWS's old model. */
class SqsQueryTest {
    private static StandInServer server;

    @BeforeAll
    static void start() {
        server = new StandInServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String call(Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return server.unsigned("sqs", "application/x-www-form-urlencoded; charset=utf-8", form);
    }

    @Test
    void aMessageIsSentAndReceivedInFormsAndXml() {
        String created = call(Map.of(
                "Action",
                "CreateQueue",
                "QueueName",
                "old",
                "Attribute.1.Name",
                "VisibilityTimeout",
                "Attribute.1.Value",
                "7"));
        assertThat(created)
                .contains("<CreateQueueResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\">")
                .contains("<CreateQueueResult><QueueUrl>" + server.uri() + "/123456789012/old</QueueUrl>")
                .contains("<ResponseMetadata><RequestId>");
        String url = server.uri() + "/123456789012/old";
        assertThat(call(Map.of(
                        "Action", "GetQueueAttributes", "QueueUrl", url, "AttributeName.1", "VisibilityTimeout")))
                .contains("<Attribute><Name>VisibilityTimeout</Name><Value>7</Value></Attribute>");
        call(Map.of(
                "Action", "SendMessage",
                "QueueUrl", url,
                "MessageBody", "a <b> & c",
                "MessageAttribute.1.Name", "room",
                "MessageAttribute.1.Value.DataType", "String",
                "MessageAttribute.1.Value.StringValue", "kitchen"));
        assertThat(call(Map.of("Action", "ReceiveMessage", "QueueUrl", url, "MessageAttributeName.1", "All")))
                .contains("<ReceiveMessageResult><Message>")
                .contains("<MessageId>")
                .contains("<Body>a &lt;b&gt; &amp; c</Body>")
                .contains("<MessageAttribute><Name>room</Name><Value><StringValue>kitchen</StringValue>"
                        + "<DataType>String</DataType></Value></MessageAttribute>");
    }

    @Test
    void entriesOfABatchAreNumbered() {
        call(Map.of("Action", "CreateQueue", "QueueName", "batch"));
        assertThat(call(Map.of(
                        "Action", "SendMessageBatch",
                        "QueueUrl", server.uri() + "/123456789012/batch",
                        "SendMessageBatchRequestEntry.1.Id", "one",
                        "SendMessageBatchRequestEntry.1.MessageBody", "1",
                        "SendMessageBatchRequestEntry.2.Id", "two",
                        "SendMessageBatchRequestEntry.2.MessageBody", "2")))
                .contains("<SendMessageBatchResultEntry><Id>one</Id>")
                .contains("<SendMessageBatchResultEntry><Id>two</Id>");
    }

    @Test
    void aRefusalHasItsOldName() {
        assertThat(call(Map.of("Action", "GetQueueUrl", "QueueName", "nowhere")))
                .contains("<Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code>");
        assertThat(call(Map.of("Action", "Nonsense"))).contains("<Code>InvalidAction</Code>");
    }
}
