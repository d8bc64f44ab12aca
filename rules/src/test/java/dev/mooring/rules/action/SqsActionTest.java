package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** Against ElasticMQ. */
class SqsActionTest {
    private static final ActionTesting ACTIONS = new ActionTesting();
    private static SQSRestServer server;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        server = SQSRestServerBuilder.withInterface("127.0.0.1")
                .withDynamicPort()
                .start();
        URI uri = URI.create(
                "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
        ACTIONS.endpoints.with(TargetService.SQS, uri);
        sqs = ACTIONS.outbound
                .clients()
                .get(ActionTesting.TENANT, TargetService.SQS, SqsClient.class, SqsClient::builder);
    }

    @AfterAll
    static void stop() {
        ACTIONS.close();
        server.stopAndWait();
    }

    private static String queue(String name) {
        return sqs.createQueue(c -> c.queueName(name)).queueUrl();
    }

    private static List<String> bodies(String queueUrl) {
        return sqs
                .receiveMessage(
                        r -> r.queueUrl(queueUrl).maxNumberOfMessages(10).waitTimeSeconds(5))
                .messages()
                .stream()
                .map(Message::body)
                .toList();
    }

    private static String action(String queueUrl, String more) {
        return "{'sqs':{'queueUrl':'" + queueUrl + "','roleArn':'arn:aws:iam::123456789012:role/r'" + more + "}}";
    }

    @Test
    void sendsTheResultAsItIs() throws Exception {
        String queue = queue("plain");
        ACTIONS.delivers(action(queue, ""), "{\"t\": \"grün\"}");
        assertThat(bodies(queue)).containsExactly("{\"t\": \"grün\"}");
    }

    @Test
    void sendsBase64WhenAsked() throws Exception {
        String queue = queue("base64");
        ACTIONS.delivers(action(queue, ",'useBase64':true"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(bodies(queue)).containsExactly("/wAB");
    }

    @Test
    void takesTheNameOfTheQueueFromTheMessage() throws Exception {
        String queue = queue("from-message");
        ACTIONS.delivers(action(queue.replace("from-message", "${q}"), ""), "{\"q\":\"from-message\"}");
        assertThat(bodies(queue)).hasSize(1);
    }

    @Test
    void refusesBytesThatAreNoText() throws Exception {
        ActionOutcome.Failure failure = ACTIONS.fails(action(queue("binary"), ""), new byte[] {(byte) 0xff});
        assertThat(failure.message()).contains("not UTF-8", "useBase64");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void aMissingQueueIsAFailureForGood() throws Exception {
        ActionOutcome.Failure failure = ACTIONS.fails(action(queue("there").replace("there", "missing"), ""), "{}");
        assertThat(failure.resource()).endsWith("missing");
        assertThat(failure.message())
                .startsWith("Failed to send message to SQS queue. The error received was ")
                .contains("Service: Sqs", "Status Code: 400");
        assertThat(failure.retryable()).isFalse();
    }

    @Test
    void anUnreachableServerIsWorthAnotherTry() throws Exception {
        try (ActionTesting nowhere = new ActionTesting()) {
            assertThat(nowhere.fails(action("http://q/1", ""), "{}").retryable())
                    .isTrue();
        }
    }
}
