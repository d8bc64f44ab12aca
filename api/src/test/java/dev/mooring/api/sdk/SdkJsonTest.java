package dev.mooring.api.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.api.ApiException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iot.model.CertificateValidity;
import software.amazon.awssdk.services.iot.model.CreateThingRequest;
import software.amazon.awssdk.services.iot.model.MqttContext;
import software.amazon.awssdk.services.iot.model.Statistics;
import software.amazon.awssdk.services.iot.model.Tag;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

class SdkJsonTest {
    @Test
    void writesTheNamesAndFormsOfTheWire() {
        assertThat(SdkJson.write(Tag.builder().key("k").build())).isEqualTo("{\"Key\":\"k\"}");
        assertThat(SdkJson.write(CertificateValidity.builder()
                        .notBefore(Instant.ofEpochMilli(1_700_000_000_123L))
                        .build()))
                .isEqualTo("{\"notBefore\":1700000000.123}");
        assertThat(SdkJson.write(MqttContext.builder()
                        .password(SdkBytes.fromByteArray(new byte[] {0, 1, -1}))
                        .build()))
                .isEqualTo("{\"password\":\"AAH/\"}");
        assertThat(SdkJson.write(Statistics.builder().count(3).average(1.5).build()))
                .isEqualTo("{\"count\":3,\"average\":1.5}");
        assertThat(SdkJson.write(TopicRulePayload.builder().actions(List.of()).build()))
                .isEqualTo("{\"actions\":[]}");
    }

    @Test
    void readsWhatItWrites() {
        TopicRulePayload rule = TopicRulePayload.builder()
                .sql("SELECT \"é\"")
                .ruleDisabled(true)
                .actions(
                        a -> a.cloudwatchLogs(
                                c -> c.roleArn("r").logGroupName("g").batchMode(true)),
                        a -> a.timestream(t ->
                                t.databaseName("d").dimensions(d -> d.name("n").value("v"))))
                .errorAction(a -> a.kafka(k -> k.clientProperties(Map.of("a", "1", "b", "2"))))
                .build();

        TopicRulePayload.Builder read = TopicRulePayload.builder();
        SdkJson.read(SdkJson.write(rule), read);

        assertThat(read.build()).isEqualTo(rule);
        CertificateValidity validity =
                CertificateValidity.builder().notAfter(Instant.ofEpochMilli(5)).build();
        CertificateValidity.Builder builder = CertificateValidity.builder();
        SdkJson.read(SdkJson.write(validity), builder);
        assertThat(builder.build()).isEqualTo(validity);
    }

    @Test
    void ignoresWhatANewerServerWrote() {
        TopicRulePayload.Builder read = TopicRulePayload.builder();

        SdkJson.read("{\"sql\":\"s\",\"newer\":{\"x\":[1]},\"description\":null}", read);

        assertThat(read.build()).isEqualTo(TopicRulePayload.builder().sql("s").build());
    }

    @Test
    void refusesToFillAClassWithAMemberItLacks() {
        assertThatThrownBy(() -> SdkPojos.fill(CreateThingRequest.builder(), Map.of("thingName", "t", "newer", 1)))
                .isInstanceOf(ApiException.class)
                .hasMessage("The members [newer] are not implemented here yet.");
    }
}
