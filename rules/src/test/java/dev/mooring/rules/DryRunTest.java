package dev.mooring.rules;

import static dev.mooring.rules.RuleTesting.lambdaAction;
import static dev.mooring.rules.RuleTesting.message;
import static dev.mooring.rules.RuleTesting.republish;
import static dev.mooring.rules.RuleTesting.republishAction;
import static dev.mooring.rules.RuleTesting.swapQuotes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.sql.SqlOutcome;
import dev.mooring.core.sql.SqlParseException;
import dev.mooring.rules.action.ActionOutcome;
import dev.mooring.rules.action.InvalidRuleException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DryRunTest {
    private static final String SQL = "SELECT temperature * 2 AS t FROM \"room/+/data\" WHERE temperature > 50";

    private final RuleTesting rules = new RuleTesting();

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void tellsWhatWouldHaveBeenSentAndSendsNothing() throws Exception {
        TriedMessage.Evaluated tried = evaluated(
                republish(SQL, "alerts/${topic(2)}/${temperature}"), "room/kitchen/data", "{\"temperature\":61.5}");
        assertThat(tried.matched()).isTrue();
        assertThat(tried.verdict()).isEqualTo("WHERE is true: temperature is 61.5");
        RehearsedAction action = tried.actions().getFirst();
        assertThat(action.kind()).isEqualTo("republish");
        assertThat(action.outcome()).isEqualTo(new ActionOutcome.Success("alerts/kitchen/61.5"));
        assertThat(new String(action.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"t\":123}");
        assertThat(action.parameters())
                .extracting(parameter ->
                        parameter.name() + "=" + parameter.filled().rendered().orElse(""))
                .containsExactly("topic=alerts/kitchen/61.5");
        assertThat(tried.errorAction()).isEmpty();
        assertThat(rules.published).isEmpty();
        assertThat(rules.count("draft", "", "TopicMatch")).isZero();
    }

    @Test
    void saysWhyAMessageDoesNotMatch() throws Exception {
        TriedMessage.Evaluated tried = evaluated(republish(SQL, "out"), "room/kitchen/data", "{\"temperature\":21}");
        assertThat(tried.matched()).isFalse();
        assertThat(tried.verdict()).isEqualTo("WHERE is false: temperature is 21");
        assertThat(tried.actions()).isEmpty();
        assertThat(run(republish(SQL, "out"), "room/kitchen", "{}"))
                .isInstanceOf(TriedMessage.OtherTopic.class)
                .extracting(TriedMessage::verdict)
                .isEqualTo("the topic does not match FROM 'room/+/data'");
    }

    @Test
    void basicIngestIsForTheRuleOfThatName() throws Exception {
        assertThat(run(republish("SELECT topic() AS t", "out"), "$aws/rules/draft/a/b", "{}")
                        .matched())
                .isTrue();
        assertThat(run(republish("SELECT *", "out"), "$aws/rules/other/a", "{}").verdict())
                .isEqualTo("it was published to rule other by Basic Ingest");
        assertThat(run(republish("SELECT *", "out"), "a", "{}").verdict())
                .isEqualTo("there is no FROM, so only Basic Ingest to $aws/rules/draft can run it");
    }

    @Test
    void anActionThatWouldFailSaysWhyAndTheErrorActionIsRehearsed() throws Exception {
        String payload = "{'sql':'SELECT * FROM \"#\"','actions':[" + republishAction("out/${nokey}") + ","
                + lambdaAction() + "],'errorAction':" + republishAction("errors/${topic()}") + "}";
        TriedMessage.Evaluated tried = evaluated(payload, "a", "hello");
        assertThat(tried.actions()).hasSize(2);
        assertThat(tried.actions().get(0).outcome())
                .isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> assertThat(failure.message())
                        .contains("the template of topic has no value"));
        assertThat(tried.actions().get(0).parameters().getFirst().filled().problem())
                .contains("${nokey} is Undefined: the payload is not JSON");
        assertThat(tried.actions().get(1).outcome())
                .isInstanceOfSatisfying(ActionOutcome.Failure.class, failure -> assertThat(failure.message())
                        .contains("not JSON"));
        RehearsedAction errorAction = tried.errorAction().orElseThrow();
        assertThat(errorAction.outcome()).isEqualTo(new ActionOutcome.Success("errors/a"));
        JsonNode report = JsonMapper.shared().readTree(errorAction.payload());
        assertThat(report.path("failures").size()).isEqualTo(2);
        assertThat(Base64.getDecoder()
                        .decode(report.path("base64OriginalPayload").asString()))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("hello");
        assertThat(rules.published).isEmpty();
        assertThat(rules.calls).isEmpty();
    }

    @Test
    void aLambdaIsNamedAndNotCalled() throws Exception {
        String payload = "{'sql':'SELECT * FROM \"a\"','actions':[" + lambdaAction() + "]}";
        TriedMessage.Evaluated tried = evaluated(payload, "a", "{}");
        assertThat(tried.actions().getFirst().outcome()).isEqualTo(new ActionOutcome.Success(RuleTesting.FUNCTION));
        assertThat(rules.calls).isEmpty();
    }

    @Test
    void aTargetOutsideIsNamedAndNotCalled() throws Exception {
        String sqs =
                "{'sqs':{'queueUrl':'http://127.0.0.1:1/123456789012/${q}','roleArn':'arn:aws:iam::123456789012:role/r'}}";
        String payload = "{'sql':'SELECT * FROM \"a\"','actions':[" + sqs + "]}";
        assertThat(evaluated(payload, "a", "{\"q\":\"queue\"}")
                        .actions()
                        .getFirst()
                        .outcome())
                .isEqualTo(new ActionOutcome.Success("http://127.0.0.1:1/123456789012/queue"));
        assertThat(evaluated(payload, "a", "{\"q\":\"queue.fifo\"}")
                        .actions()
                        .getFirst()
                        .outcome())
                .isInstanceOf(ActionOutcome.Failure.class);
    }

    @Test
    void parametersDeepInTheDocumentAreFilledInAndRolesAreNot() throws Exception {
        String payload = "{'sql':'SELECT * FROM \"a\"','awsIotSqlVersion':'2016-03-23','actions':[{'republish':{"
                + "'topic':'$$aws/things/${t}/x','roleArn':'arn:aws:iam::123456789012:role/r','headers':{'userProperties':["
                + "{'key':'k','value':'${t}-${topic()}'}]}}}]}";
        TriedMessage.Evaluated tried = evaluated(payload, "a", "{\"t\":\"T\"}");
        RehearsedAction action = tried.actions().getFirst();
        assertThat(action.outcome().resource()).isEqualTo("$aws/things/T/x");
        assertThat(action.parameters())
                .extracting(parameter ->
                        parameter.name() + "=" + parameter.filled().rendered().orElse(""))
                .containsExactly(
                        "topic=$$aws/things/T/x",
                        "headers.userProperties[0].key=k",
                        "headers.userProperties[0].value=T-a");
    }

    @Test
    void aRehearsalAgreesWithTheRealRun() throws Exception {
        String payload = republish(SQL, "alerts/${topic(2)}/${temperature}");
        rules.rule("draft", payload);
        for (String body :
                new String[] {"{\"temperature\":61.5}", "{\"temperature\":\"a+b\"}", "x", "", "{\"temperature\":50}"}) {
            rules.published.clear();
            rules.send("room/k/data", body);
            rules.settle();
            TriedMessage.Evaluated tried = evaluated(payload, "room/k/data", body);
            assertThat(rules.publishedTexts())
                    .isEqualTo(tried.actions().stream()
                            .filter(action -> action.outcome() instanceof ActionOutcome.Success)
                            .map(action -> action.outcome().resource() + " "
                                    + new String(action.payload(), StandardCharsets.UTF_8))
                            .toList());
        }
    }

    @Test
    void badRulesAreRefusedBeforeAnythingIsTried() {
        assertThatThrownBy(() -> run(republish("SELECT FROM \"a\"", "out"), "a", ""))
                .isInstanceOf(SqlParseException.class);
        assertThatThrownBy(() -> run("{'sql':'SELECT * FROM \"a\"','actions':[{'nothing':{}}]}", "a", ""))
                .isInstanceOf(InvalidRuleException.class);
        assertThatThrownBy(() -> run("[]", "a", "")).isInstanceOf(InvalidRuleException.class);
    }

    @Test
    void aFailedStatementHasNoActions() throws Exception {
        TriedMessage.Evaluated tried = evaluated(republish("SELECT *, 1 AS a FROM \"a\"", "out"), "a", "no json");
        assertThat(tried.explanation().outcome()).isInstanceOf(SqlOutcome.Failed.class);
        assertThat(tried.verdict()).contains("not JSON");
        assertThat(tried.actions()).isEmpty();
    }

    private TriedMessage.Evaluated evaluated(String rule, String topic, String payload) throws Exception {
        return (TriedMessage.Evaluated) run(rule, topic, payload);
    }

    private TriedMessage run(String rule, String topic, String payload) throws Exception {
        return DryRun.of("draft", swapQuotes(rule), rules.environment).run(message(topic, payload));
    }
}
