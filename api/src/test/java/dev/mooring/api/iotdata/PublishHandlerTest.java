package dev.mooring.api.iotdata;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.iot.IotApi;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.message.Origin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iotdataplane.IotDataPlaneClient;
import software.amazon.awssdk.services.iotdataplane.model.PayloadFormatIndicator;

class PublishHandlerTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static Message only(String account) {
        List<Message> messages = API.published.stream()
                .filter(message -> message.tenant().account().equals(account))
                .toList();
        assertThat(messages).hasSize(1);
        return messages.getFirst();
    }

    @Test
    void publishesPayloadAndTopicAsTheyAre() {
        String account = API.newAccount();
        byte[] payload = {0, (byte) 0xff, 10};

        API.data(account).publish(p -> p.topic("a b/ü/%2F+".replace("+", "c"))
                .payload(SdkBytes.fromByteArray(payload))
                .qos(1)
                .retain(true));

        Message message = only(account);
        assertThat(message.topic()).isEqualTo("a b/ü/%2Fc");
        assertThat(message.payload()).isEqualTo(payload);
        assertThat(message.qos()).isEqualTo(1);
        assertThat(message.retain()).isTrue();
        assertThat(message.properties()).isEqualTo(MessageProperties.NONE);
        assertThat(message.timestampMillis()).isEqualTo(API.now.toEpochMilli());
        assertThat(message.origin().protocol()).isEqualTo(Origin.Protocol.HTTP);
        assertThat(message.origin().clientId()).isEmpty();
        assertThat(message.origin().principalId()).isEqualTo(account);
    }

    @Test
    void publishesAnEmptyMessageOfQosZeroByDefault() {
        String account = API.newAccount();

        API.data(account).publish(p -> p.topic("t"));

        Message message = only(account);
        assertThat(message.payload()).isEmpty();
        assertThat(message.qos()).isZero();
        assertThat(message.retain()).isFalse();
    }

    @Test
    void carriesThePropertiesOfMqtt5() {
        String account = API.newAccount();

        API.data(account).publish(p -> p.topic("t")
                .contentType("application/senml+json")
                .responseTopic("reply/here")
                .correlationData("AAEC")
                .messageExpiry(60L)
                .payloadFormatIndicator(PayloadFormatIndicator.UTF8_DATA)
                .userProperties("[{\"k\":\"ü\"},{\"k\":\"2\"}]"));

        MessageProperties properties = only(account).properties();
        assertThat(properties.contentType()).contains("application/senml+json");
        assertThat(properties.responseTopic()).contains("reply/here");
        assertThat(properties.correlationData().orElseThrow()).containsExactly(0, 1, 2);
        assertThat(properties.expirySeconds()).contains(60L);
        assertThat(properties.utf8()).isTrue();
        assertThat(properties.userProperties()).containsExactly(new UserProperty("k", "ü"), new UserProperty("k", "2"));
    }

    @Test
    void takesAnExpiryOfZeroForTheShortest() {
        String account = API.newAccount();

        API.data(account).publish(p -> p.topic("t").messageExpiry(0L));

        assertThat(only(account).properties().expirySeconds()).isEqualTo(Optional.of(1L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/+/b",
                "a/#",
                "a\u0000b",
                "1/2/3/4/5/6/7/8/9",
                "$SYS/x",
                "$aws/things/t/shadow/update",
                "$aws/rules/"
            })
    void refusesTopicsThatCannotBePublishedTo(String topic) {
        String account = API.newAccount();

        refused(400, "InvalidRequestException", () -> API.data(account).publish(p -> p.topic(topic)));

        assertThat(API.published)
                .noneMatch(message -> message.tenant().account().equals(account));
    }

    @Test
    void refusesTopicsOfMoreThan256Bytes() {
        String account = API.newAccount();

        API.data(account).publish(p -> p.topic("t".repeat(256)));
        refused(400, "InvalidRequestException", () -> API.data(account).publish(p -> p.topic("t".repeat(257))));
    }

    @Test
    void takesBasicIngest() {
        String account = API.newAccount();

        API.data(account).publish(p -> p.topic("$aws/rules/r/a/b"));

        assertThat(only(account).topic()).isEqualTo("$aws/rules/r/a/b");
    }

    @Test
    void takes128KilobytesAndNotAByteMore() {
        String account = API.newAccount();
        IotDataPlaneClient data = API.data(account);

        data.publish(p -> p.topic("t").payload(SdkBytes.fromByteArray(new byte[128 * 1024])));
        refused(
                413,
                "RequestEntityTooLargeException",
                () -> data.publish(p -> p.topic("t").payload(SdkBytes.fromByteArray(new byte[128 * 1024 + 1]))));

        assertThat(only(account).payload()).hasSize(128 * 1024);
    }

    @Test
    void refusesPropertiesThatAreMalformedOrTooLarge() {
        IotDataPlaneClient data = API.data(API.newAccount());

        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").qos(2)));
        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").messageExpiry(-1L)));
        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").messageExpiry(604_801L)));
        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").responseTopic("a/#")));
        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").correlationData("*")));
        refused(
                400,
                "InvalidRequestException",
                () -> data.publish(p -> p.topic("t").contentType("x".repeat(257))));
        for (String properties : List.of("{}", "[1]", "[{\"a\":\"1\",\"b\":\"2\"}]", "[{\"a\":1}]", "[", "[{}]")) {
            refused(
                    400,
                    "InvalidRequestException",
                    () -> data.publish(p -> p.topic("t").userProperties(properties)));
        }
    }

    /** As the guide has it for people without an SDK: slashes as they are, scope iotdevicegateway. */
    @Test
    void takesRawSlashesAndAnswersOkWithATraceId() throws Exception {
        String account = API.newAccount();
        HttpRequest request = HttpRequest.newBuilder(URI.create(API.uri() + "/topics/a/b%20c?qos=1"))
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + account
                                + "/20261123/us-east-1/iotdevicegateway/aws4_request, SignedHeaders=host, Signature=0")
                .header("X-Amz-Date", "20261123T200000Z")
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build();

        HttpResponse<String> response;
        try (HttpClient client = HttpClient.newHttpClient()) {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        }

        assertThat(response.statusCode()).isEqualTo(200);
        String id = response.headers().firstValue("x-amzn-requestid").orElseThrow();
        assertThat(response.body()).isEqualTo("{\"message\":\"OK\",\"traceId\":\"" + id + "\"}");
        assertThat(only(account).topic()).isEqualTo("a/b c");
        assertThat(only(account).payloadText()).isEqualTo("hello");
    }
}
