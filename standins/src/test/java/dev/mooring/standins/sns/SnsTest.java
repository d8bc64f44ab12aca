package dev.mooring.standins.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.mooring.standins.FunctionPort;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import tools.jackson.databind.JsonNode;

class SnsTest {
    private static StandInServer server;
    private static SnsClient sns;
    private static SqsClient sqs;

    @BeforeAll
    static void start() {
        server = new StandInServer();
        sns = server.client(SnsClient.builder());
        sqs = server.client(SqsClient.builder());
    }

    @AfterAll
    static void stop() {
        sns.close();
        sqs.close();
        server.close();
    }

    private static String topic(String name) {
        return sns.createTopic(c -> c.name(name)).topicArn();
    }

    private static String queue(String name) {
        return sqs.createQueue(c -> c.queueName(name)).queueUrl();
    }

    private static String queueArn(String name) {
        return "arn:aws:sqs:eu-west-1:123456789012:" + name;
    }

    private static List<Message> received(String url) {
        return sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).messageAttributeNames("All"))
                .messages();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    @Test
    void aQueueReceivesTheEnvelopeOrTheRawMessage() {
        String topic = topic("to-queues");
        String wrapped = queue("wrapped");
        String raw = queue("raw");
        sns.subscribe(s -> s.topicArn(topic).protocol("sqs").endpoint(queueArn("wrapped")));
        sns.subscribe(s -> s.topicArn(topic)
                .protocol("sqs")
                .endpoint(queueArn("raw"))
                .attributes(Map.of("RawMessageDelivery", "true")));
        sns.publish(p ->
                p.topicArn(topic).message("hällo").subject("Hi").messageAttributes(Map.of("room", text("kitchen"))));

        JsonNode envelope = Json.MAPPER.readTree(received(wrapped).getFirst().body());
        assertThat(envelope.path("Type").asString()).isEqualTo("Notification");
        assertThat(envelope.path("Message").asString()).isEqualTo("hällo");
        assertThat(envelope.path("Subject").asString()).isEqualTo("Hi");
        assertThat(envelope.at("/MessageAttributes/room/Value").asString()).isEqualTo("kitchen");
        Message rawMessage = received(raw).getFirst();
        assertThat(rawMessage.body()).isEqualTo("hällo");
        assertThat(rawMessage.messageAttributes().get("room").stringValue()).isEqualTo("kitchen");
    }

    @Test
    void aFilterKeepsBackWhatASubscriberDoesNotWant() {
        String topic = topic("filtered");
        String byAttribute = queue("by-attribute");
        String byBody = queue("by-body");
        sns.subscribe(s -> s.topicArn(topic)
                .protocol("sqs")
                .endpoint(queueArn("by-attribute"))
                .attributes(Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"room\":[\"kitchen\"]}")));
        sns.subscribe(s -> s.topicArn(topic)
                .protocol("sqs")
                .endpoint(queueArn("by-body"))
                .attributes(Map.of(
                        "RawMessageDelivery", "true",
                        "FilterPolicyScope", "MessageBody",
                        "FilterPolicy", "{\"t\":[{\"numeric\":[\">\",20]}]}")));
        sns.publishBatch(b -> b.topicArn(topic)
                .publishBatchRequestEntries(
                        e -> e.id("1").message("{\"t\":25}").messageAttributes(Map.of("room", text("cellar"))),
                        e -> e.id("2").message("{\"t\":15}").messageAttributes(Map.of("room", text("kitchen")))));
        assertThat(received(byAttribute)).extracting(Message::body).containsExactly("{\"t\":15}");
        assertThat(received(byBody)).extracting(Message::body).containsExactly("{\"t\":25}");
    }

    @Test
    void aFunctionIsInvokedWithTheEvent() throws Exception {
        BlockingQueue<String> events = new ArrayBlockingQueue<>(10);
        server.functions.put("listener", event -> {
            events.add(event);
            return new FunctionPort.Answer.Succeeded(new byte[0]);
        });
        String topic = topic("to-function");
        sns.subscribe(s -> s.topicArn(topic)
                .protocol("lambda")
                .endpoint("arn:aws:lambda:eu-west-1:123456789012:function:listener"));
        sns.publish(p -> p.topicArn(topic).message("hi"));
        JsonNode event = Json.MAPPER.readTree(events.poll(20, TimeUnit.SECONDS));
        assertThat(event.at("/Records/0/Sns/Message").asString()).isEqualTo("hi");
        assertThat(event.at("/Records/0/EventSource").asString()).isEqualTo("aws:sns");
    }

    @Test
    void aWebServerConfirmsAndThenReceivesAlsoAfterAFailure() throws Exception {
        BlockingQueue<JsonNode> posts = new ArrayBlockingQueue<>(10);
        AtomicInteger failures = new AtomicInteger();
        HttpServer web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            boolean fails = failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(fails ? 500 : 200, -1);
            exchange.close();
            if (!fails) {
                posts.add(Json.MAPPER.readTree(body));
            }
        });
        web.start();
        try (HttpClient browser = HttpClient.newHttpClient()) {
            String topic = topic("to-web");
            String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/hook";
            assertThat(sns.subscribe(s -> s.topicArn(topic).protocol("http").endpoint(url))
                            .subscriptionArn())
                    .isEqualTo("pending confirmation");
            sns.publish(p -> p.topicArn(topic).message("too early"));
            JsonNode confirmation = posts.poll(20, TimeUnit.SECONDS);
            assertThat(confirmation.path("Type").asString()).isEqualTo("SubscriptionConfirmation");
            HttpResponse<String> answer = browser.send(
                    HttpRequest.newBuilder(
                                    URI.create(confirmation.path("SubscribeURL").asString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            failures.set(2);
            sns.publish(p -> p.topicArn(topic).message("now"));
            assertThat(posts.poll(20, TimeUnit.SECONDS).path("Message").asString())
                    .isEqualTo("now");
        } finally {
            web.stop(0);
        }
    }

    @Test
    void whatIsWrongIsRefusedInSnsWords() {
        assertThatThrownBy(() -> sns.publish(p ->
                        p.topicArn("arn:aws:sns:eu-west-1:123456789012:nowhere").message("x")))
                .isInstanceOf(NotFoundException.class);
        String topic = topic("strict");
        assertThatThrownBy(() ->
                        sns.subscribe(s -> s.topicArn(topic).protocol("sms").endpoint("+49")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.subscribe(s -> s.topicArn(topic)
                        .protocol("sqs")
                        .endpoint(queueArn("q"))
                        .attributes(Map.of("FilterPolicy", "{\"a\":1}"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("FilterPolicy");
        assertThat(sns.listSubscriptionsByTopic(l -> l.topicArn(topic)).subscriptions())
                .isEmpty();
        assertThatThrownBy(() -> sns.listPhoneNumbersOptedOut(r -> {}))
                .hasMessageContaining("ListPhoneNumbersOptedOut");
    }

    @Test
    void topicsAndSubscriptionsSurviveARestart() {
        String topic = topic("lasting");
        String url = queue("lasting");
        sns.subscribe(s -> s.topicArn(topic).protocol("sqs").endpoint(queueArn("lasting")));
        server.restart();
        sns.publish(p -> p.topicArn(topic).message("after"));
        assertThat(received(url)).hasSize(1);
        assertThat(sns.getTopicAttributes(g -> g.topicArn(topic)).attributes())
                .containsEntry("SubscriptionsConfirmed", "1");
    }
}
