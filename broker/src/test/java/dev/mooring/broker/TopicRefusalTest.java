package dev.mooring.broker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which topics that begin with $ clients may use, in each profile. */
class TopicRefusalTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # topic                          | AWS   | full
                    a/b                              | true  | true
                    a/$b                             | true  | true
                    $aws/rules/r                     | true  | true
                    $aws/things/t/shadow/update      | true  | true
                    $aws/nothing                     | false | false
                    $aws                             | false | false
                    $share/group/a                   | false | false
                    $share                           | false | false
                    $a                               | false | true
                    $SYS/a                           | false | true
                    $awsome/a                        | false | true
                    $                                | false | true
                    """)
    void publish(String topic, boolean aws, boolean full) {
        assertThat(TopicRefusal.ofPublish(topic, BrokerSettings.AWS).isEmpty()).isEqualTo(aws);
        assertThat(TopicRefusal.ofPublish(topic, BrokerSettings.FULL).isEmpty()).isEqualTo(full);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # filter                         | AWS   | full
                    '#'                              | true  | true
                    $aws/events/#                    | true  | true
                    $share/group/a                   | true  | true
                    $share/group/$aws/nothing        | false | false
                    $aws/nothing                     | false | false
                    $aws/rules/r                     | false | false
                    $a/+                             | false | true
                    $share/group/$a/#                | false | true
                    """)
    void subscribe(String filter, boolean aws, boolean full) {
        assertThat(TopicRefusal.ofSubscribe(filter, BrokerSettings.AWS).isEmpty())
                .isEqualTo(aws);
        assertThat(TopicRefusal.ofSubscribe(filter, BrokerSettings.FULL).isEmpty())
                .isEqualTo(full);
    }
}
