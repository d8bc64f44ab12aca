package dev.mooring.rules;

import static dev.mooring.rules.RuleTesting.FUNCTION;
import static dev.mooring.rules.RuleTesting.lambdaAction;
import static dev.mooring.rules.RuleTesting.republishAction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.message.Message;
import dev.mooring.rules.action.FunctionInvoker.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of the actions of a rule: results, retries, the error action. */
@Timeout(120)
class RuleActionsTest {
    private final RuleTesting rules = new RuleTesting();

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void invokesAFunctionOnBehalfOfTheRule() throws Exception {
        rules.rule("r", "{'sql':'SELECT v FROM \"t\"','actions':[" + lambdaAction() + "]}");
        rules.send("t", "{\"v\":1,\"w\":2}");
        rules.settle();
        assertThat(rules.calls).singleElement().satisfies(call -> {
            assertThat(call.functionArn()).isEqualTo(FUNCTION);
            assertThat(new String(call.payload(), StandardCharsets.UTF_8)).isEqualTo("{\"v\":1}");
            assertThat(call.servicePrincipal()).isEqualTo("iot.amazonaws.com");
            assertThat(call.sourceArn()).isEqualTo("arn:aws:iot:us-east-1:123456789012:rule/r");
            assertThat(call.sourceAccount()).isEqualTo("123456789012");
        });
        assertThat(rules.count("r", "lambda", "Success")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${f} | {\"f\":\"arn:aws:lambda:us-east-1:123456789012:function:g:live\"} | Success",
                "${f} | {\"f\":\"g\"} | Failure",
                "${f} | {} | Failure",
                "arn:aws:lambda:us-east-1:123456789012:function:f | not json | Failure",
            })
    void aFunctionNeedsAnArnAndJson(String functionArn, String payload, String metric) throws Exception {
        rules.rule("r", "{'sql':'SELECT * FROM \"t\"','actions':[{'lambda':{'functionArn':'" + functionArn + "'}}]}");
        rules.send("t", payload);
        rules.settle();
        assertThat(rules.count("r", "lambda", metric)).isEqualTo(1);
        assertThat(rules.calls).hasSize(metric.equals("Success") ? 1 : 0);
    }

    @Test
    void aFailingActionDoesNotStopTheOthersAndIsReportedToTheErrorAction() throws Exception {
        rules.functions = call -> new Answer.Refused("Function not found: " + call.functionArn());
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t/+\"','actions':[" + lambdaAction() + "," + republishAction("out") + ","
                        + republishAction("bad/${missing}") + "],'errorAction':"
                        + republishAction("errors/${topic(2)}") + "}");
        rules.send("t/1", "{\"v\":1}");
        rules.settle();
        assertThat(rules.published).extracting(Message::topic).containsExactlyInAnyOrder("out", "errors/1");
        JsonNode report = JsonMapper.shared()
                .readTree(rules.published.stream()
                        .filter(m -> m.topic().equals("errors/1"))
                        .findFirst()
                        .orElseThrow()
                        .payload());
        assertThat(report.path("ruleName").asString()).isEqualTo("r");
        assertThat(report.path("topic").asString()).isEqualTo("t/1");
        assertThat(report.path("cloudwatchTraceId").asString()).isEqualTo("7e146a60-0000-4000-8000-000000000000");
        assertThat(report.path("clientId").asString()).isEqualTo("client-0");
        assertThat(Base64.getDecoder()
                        .decode(report.path("base64OriginalPayload").asString()))
                .asString()
                .isEqualTo("{\"v\":1}");
        assertThat(report.path("failures")).hasSize(2);
        JsonNode first = report.path("failures").get(0);
        assertThat(first.path("failedAction").asString()).isEqualTo("LambdaAction");
        assertThat(first.path("failedResource").asString()).isEqualTo(FUNCTION);
        assertThat(first.path("errorMessage").asString())
                .isEqualTo("Failed to invoke lambda function. The error received was Function not found: " + FUNCTION
                        + ". Message arrived on: t/1, Action: lambda, Function: " + FUNCTION);
        JsonNode second = report.path("failures").get(1);
        assertThat(second.path("failedAction").asString()).isEqualTo("RepublishAction");
        assertThat(second.path("failedResource").asString()).isEqualTo("bad/${missing}");
        assertThat(rules.count("r", "lambda", "Failure")).isEqualTo(1);
        assertThat(rules.count("r", "republish", "Failure")).isEqualTo(1);
        assertThat(rules.count("r", "republish", "ErrorActionSuccess")).isEqualTo(1);
    }

    @Test
    void aFailingErrorActionIsOnlyCounted() throws Exception {
        rules.functions = call -> new Answer.Refused("no");
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':" + lambdaAction()
                        + "}");
        rules.send("t", "{}");
        rules.settle();
        assertThat(rules.calls).hasSize(2);
        assertThat(rules.count("r", "lambda", "ErrorActionFailure")).isEqualTo(1);
        assertThat(rules.pauses).isEmpty();
    }

    @Test
    void sqlThatGivesNothingDoesNotStartTheErrorAction() throws Exception {
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\" WHERE nothing = 1','actions':[" + lambdaAction() + "],'errorAction':"
                        + republishAction("errors") + "}");
        rules.send("t", "not json");
        rules.settle();
        assertThat(rules.calls).isEmpty();
        assertThat(rules.published).isEmpty();
    }

    @Test
    void retriesWhatMayPassAndReportsWhatDoesNot() throws Exception {
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':"
                        + republishAction("errors") + "}");
        rules.functions =
                call -> rules.calls.size() < 3 ? new Answer.Unavailable("the queue is full") : new Answer.Accepted();
        rules.send("t", "{}");
        rules.settle();
        assertThat(rules.pauses).containsExactly(Duration.ofMillis(100), Duration.ofSeconds(1));
        assertThat(rules.count("r", "lambda", "Success")).isEqualTo(1);
        assertThat(rules.published).isEmpty();

        rules.functions = call -> new Answer.Unavailable("the queue is full");
        rules.send("t", "{}");
        rules.settle();
        assertThat(rules.calls).hasSize(6);
        assertThat(rules.published).hasSize(1);
        assertThat(rules.published.getFirst().payloadText()).contains("the queue is full");
    }

    @Test
    void aBrokenPortIsAFailureAndNotTheEnd() throws Exception {
        rules.functions = call -> {
            throw new IllegalStateException("broken port");
        };
        rules.rule(
                "r", "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "," + republishAction("out") + "]}");
        rules.send("t", "1");
        rules.send("t", "2");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out 1", "out 2");
        assertThat(rules.count("r", "lambda", "Failure")).isEqualTo(2);
    }

    @Test
    void aFailureToReachAServiceIsReportedInTheWordsOfAws() throws Exception {
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[{'s3':{'bucketName':'b','key':'k/${n}','roleArn':'r'}}],"
                        + "'errorAction':" + republishAction("errors") + "}");
        rules.send("t", "{\"n\":1}");
        rules.settle();
        JsonNode failure = JsonMapper.shared()
                .readTree(rules.published.getFirst().payload())
                .path("failures")
                .get(0);
        assertThat(failure.path("failedAction").asString()).isEqualTo("S3Action");
        assertThat(failure.path("failedResource").asString()).isEqualTo("b");
        assertThat(failure.path("errorMessage").asString())
                .startsWith("Failed to put S3 object. The error received was ")
                .endsWith(". Message arrived on: t, Action: s3, Bucket: b, Key: \"k/1\"");
        assertThat(rules.pauses).as("tried three times").hasSize(2);
        assertThat(rules.count("r", "s3", "Failure")).isEqualTo(1);
    }
}
