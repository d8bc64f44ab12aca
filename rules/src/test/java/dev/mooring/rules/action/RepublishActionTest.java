package dev.mooring.rules.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.MessageProperties.UserProperty;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlInput;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class RepublishActionTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-01T12:00:00Z"));
    private static final SqlStatement SQL = SqlStatement.parse("SELECT *", SqlVersion.V2016_03_23);

    private final List<Message> published = new ArrayList<>();
    private final ActionPorts ports = new ActionPorts(
            call -> new FunctionInvoker.Answer.Accepted(),
            published::add,
            CLOCK,
            TopicLimits.AWS,
            100,
            new Outbound(new TestEndpoints(), Targets.Limits.DEFAULT, CLOCK));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "out | out",
                "out/${topic(2)}/${v} | out/t/1",
                "${topic()} | in/t",
                "$$aws/things/${id}/shadow/update | $aws/things/thing-1/shadow/update",
                "$$aws/rules/other/${topic()} | $aws/rules/other/in/t",
            })
    void fillsInTheTopic(String topic, String expected) throws InvalidRuleException {
        assertThat(run("{'topic':'" + topic + "','roleArn':'r'}", "result"))
                .isEqualTo(new ActionOutcome.Success(expected));
        assertThat(published).singleElement().satisfies(m -> {
            assertThat(m.topic()).isEqualTo(expected);
            assertThat(m.payloadText()).isEqualTo("result");
            assertThat(m.properties()).isEqualTo(MessageProperties.NONE);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "out/${missing} | the template of topic has no value for this message",
                "out/${wild} | contains a wildcard",
                "${reserved} | a rule cannot republish to the reserved topic '$aws/events/x'",
                "$$aws/things/${id}/jobs/get | a rule cannot republish to the reserved topic",
                "out/${deep} | has 8 slashes; the limit is 7",
            })
    void failsOnTopicsThatTurnOutWrong(String topic, String message) throws InvalidRuleException {
        assertThat(run("{'topic':'" + topic + "','roleArn':'r'}", "result"))
                .isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> {
                    assertThat(failure.message())
                            .startsWith("Failed to republish the message.")
                            .contains(message);
                    assertThat(failure.retryable()).isFalse();
                });
        assertThat(published).isEmpty();
    }

    @Test
    void setsTheHeaders() throws InvalidRuleException {
        run(
                "{'topic':'out','qos':1,'roleArn':'r','headers':{'payloadFormatIndicator':'UTF8_DATA',"
                        + "'contentType':'text/${topic(2)}','responseTopic':'answers/${id}','correlationData':'aGk=',"
                        + "'messageExpiry':'${expiry}','userProperties':[{'key':'k','value':'${v}'},{'key':'${id}','value':'x'}]}}",
                "result");
        assertThat(published).singleElement().satisfies(m -> {
            assertThat(m.qos()).isEqualTo(1);
            MessageProperties properties = m.properties();
            assertThat(properties.utf8()).isTrue();
            assertThat(properties.contentType()).contains("text/t");
            assertThat(properties.responseTopic()).contains("answers/thing-1");
            assertThat(properties.correlationData())
                    .hasValueSatisfying(data -> assertThat(data).isEqualTo(new byte[] {'h', 'i'}));
            assertThat(properties.expirySeconds()).contains(604_800L);
            assertThat(properties.userProperties())
                    .containsExactly(new UserProperty("k", "1"), new UserProperty("thing-1", "x"));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'messageExpiry':'${id}' | header messageExpiry must be a number of seconds, not 'thing-1'",
                "'messageExpiry':'${missing}' | the template of header messageExpiry has no value",
                "'correlationData':'${id}' | header correlationData must be base64",
                "'responseTopic':'${wild}' | header responseTopic: topic name '+' contains a wildcard",
                "'payloadFormatIndicator':'${id}' | must be UTF8_DATA or UNSPECIFIED_BYTES, not 'thing-1'",
                "'userProperties':[{'key':'k','value':'${missing}'}] | the template of header value of a user property has no value",
            },
            quoteCharacter = '`')
    void failsOnHeadersThatTurnOutWrong(String headers, String message) throws InvalidRuleException {
        assertThat(run("{'topic':'out','roleArn':'r','headers':{" + headers + "}}", "result"))
                .isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> assertThat(failure.message())
                        .contains(message));
        assertThat(published).isEmpty();
    }

    @Test
    void failsOnResultsThatAreTooLarge() throws InvalidRuleException {
        assertThat(run("{'topic':'out','roleArn':'r'}", "x".repeat(101)))
                .isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> assertThat(failure.message())
                        .contains("the payload has 101 bytes; the limit is 100"));
        assertThat(run("{'topic':'out','roleArn':'r'}", "x".repeat(100))).isInstanceOf(ActionOutcome.Success.class);
    }

    private ActionOutcome run(String parameters, String result) throws InvalidRuleException {
        RuleAction action = ActionParser.parse(
                "actions[0]",
                JsonMapper.shared().readTree(("{'republish':" + parameters + "}").replace('\'', '"')),
                SQL);
        Tenant tenant = new Tenant("123456789012", "us-east-1");
        Message message = new Message(
                tenant,
                "in/t",
                ("{\"v\":1,\"id\":\"thing-1\",\"wild\":\"+\",\"reserved\":\"$aws/events/x\",\"deep\":\"1/2/3/4/5/6/7/8\","
                                + "\"expiry\":99999999}")
                        .getBytes(StandardCharsets.UTF_8),
                0,
                false,
                MessageProperties.NONE,
                new Origin(Origin.Protocol.MQTT, Optional.of("c"), "p", Optional.empty(), Optional.empty(), 0),
                CLOCK.millis());
        return action.execute(
                new ActionInput(
                        tenant,
                        "arn:aws:iot:us-east-1:123456789012:rule/r",
                        SqlInput.of(message, CLOCK, SqlServices.NONE),
                        result.getBytes(StandardCharsets.UTF_8),
                        false),
                ports);
    }
}
