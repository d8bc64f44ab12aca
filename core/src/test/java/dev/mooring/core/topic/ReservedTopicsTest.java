package dev.mooring.core.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedTopicsTest {
    @ParameterizedTest
    @CsvSource({
        // topic, may publish, may subscribe
        "sensors/1, true, true",
        "$aws/things/t/shadow/update, true, true",
        "$aws/things/t/shadow/update/delta, false, true",
        "$aws/things/t/shadow/get/delta, false, false",
        "$aws/things/t/shadow/name/config/get, true, true",
        "$aws/things/t/shadow/name/$package/update/documents, false, true",
        "$aws/things//shadow/update, false, false",
        "$aws/things/t/jobs/get, true, false",
        "$aws/things/t/jobs/get/accepted, false, true",
        "$aws/things/t/jobs/j-1/update, true, false",
        "$aws/things/t/jobs/j-1/update/rejected, false, true",
        "$aws/things/t/jobs/notify-next, false, true",
        "$aws/things/t/streams/s/get/cbor, true, false",
        "$aws/things/t/streams/s/get/xml, false, false",
        "$aws/things/t/defender/metrics/json, true, false",
        "$aws/things/t/defender/metrics/json/accepted, false, true",
        "$aws/things/t/tunnels/notify, false, true",
        "$aws/certificates/create/json, true, false",
        "$aws/certificates/create-from-csr/cbor/rejected, false, true",
        "$aws/provisioning-templates/p/provision/json, true, false",
        "$aws/commands/things/t/executions/e/request, false, true",
        "$aws/commands/clients/c/executions/e/request/json, false, true",
        "$aws/commands/things/t/executions/e/response/json, true, false",
        "$aws/rules/my_rule, true, false",
        "$aws/rules/my_rule/a/b/c, true, false",
        "$aws/rules, false, false",
        "$aws/events/presence/connected/c, false, true",
        "$aws/sitewise/asset-models/m/assets/a/properties/p, false, true",
        "$aws/unknown, false, false",
        "$SYS/broker, false, false",
        "$share/g/a, false, false",
        "$, false, false",
    })
    void clientsMayUseWhatTheTableSays(String topic, boolean publish, boolean subscribe) {
        assertThat(ReservedTopics.refusesPublish(topic).isEmpty()).isEqualTo(publish);
        assertThat(ReservedTopics.refusesSubscribe(new TopicFilter(topic)).isEmpty())
                .isEqualTo(subscribe);
    }

    @ParameterizedTest
    @CsvSource({
        "#, true",
        "$aws/things/+/shadow/update/accepted, true",
        "$aws/things/t/shadow/#, true",
        "$aws/things/t/jobs/#, true",
        "$aws/things/#, true",
        "$aws/events/#, true",
        "$aws/events/+/connected/+, true",
        "$aws/#, true",
        "$aws/+/t/tunnels/notify, true",
        "$aws/rules/#, false",
        "$aws/rules/+/a, false",
        "$aws/things/t/defender/metrics/+, false",
        "$SYS/#, false",
        "$share/#, false",
    })
    void aWildcardFilterNeedsOneTopicThatItMayHear(String filter, boolean accepted) {
        assertThat(ReservedTopics.refusesSubscribe(new TopicFilter(filter)).isEmpty())
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "a/b, true",
        "$aws/things/t/shadow/update, true",
        "$aws/things/t/shadow/update/delta, false",
        "$aws/things/t/jobs/get, false",
        "$aws/things/t/defender/metrics/json, false",
        "$aws/rules/other/a, true",
        "$aws/events/x, false",
    })
    void rulesMayRepublishWhatTheTableSays(String topic, boolean accepted) {
        assertThat(ReservedTopics.refusesRepublish(topic).isEmpty()).isEqualTo(accepted);
    }

    @Test
    void everyRefusalNamesTheTopic() {
        assertThat(ReservedTopics.refusesPublish("$aws/x"))
                .hasValueSatisfying(why -> assertThat(why).contains("'$aws/x'"));
    }

    @Test
    void noTextBreaksTheRules() {
        Random random = new Random(3);
        for (int round = 0; round < 20_000; round++) {
            String topic = "$" + TopicFilterTest.randomText(random).replaceAll("[+#]", "");
            assertThat(ReservedTopics.refusesPublish(topic)).isPresent();
        }
    }
}
