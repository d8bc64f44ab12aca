package dev.mooring.rules;

import static dev.mooring.rules.RuleTesting.FUNCTION;
import static dev.mooring.rules.RuleTesting.TENANT;
import static dev.mooring.rules.RuleTesting.lambdaAction;
import static dev.mooring.rules.RuleTesting.message;
import static dev.mooring.rules.RuleTesting.republish;
import static dev.mooring.rules.RuleTesting.republishAction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.action.FunctionInvoker.Answer;
import dev.mooring.rules.action.RepublishAction;
import dev.mooring.rules.action.TargetService;
import dev.mooring.store.Change;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
class RuleEngineTest {
    private final RuleTesting rules = new RuleTesting();

    @AfterEach
    void close() {
        rules.close();
    }

    @Test
    void runsEveryRuleWhoseFilterMatchesAndNoOther() throws Exception {
        rules.rule("exact", republish("SELECT * FROM \"a/b\"", "out/exact"));
        rules.rule("plus", republish("SELECT * FROM \"a/+\"", "out/plus"));
        rules.rule("hash", republish("SELECT * FROM \"#\"", "out/hash"));
        rules.rule("other", republish("SELECT * FROM \"a/c\"", "out/other"));
        rules.send("a/b", "{\"v\":1}");
        rules.settle();
        assertThat(rules.publishedTexts())
                .containsExactlyInAnyOrder("out/exact {\"v\":1}", "out/plus {\"v\":1}", "out/hash {\"v\":1}");
        assertThat(rules.count("exact", "", "TopicMatch")).isEqualTo(1);
        assertThat(rules.count("exact", "", "RulesExecuted")).isEqualTo(1);
        assertThat(rules.count("exact", "republish", "Success")).isEqualTo(1);
        assertThat(rules.count("other", "", "TopicMatch")).isZero();
    }

    @Test
    void aWildcardAtTheStartDoesNotSeeReservedTopics() throws Exception {
        rules.rule("all", republish("SELECT * FROM \"#\"", "out/all"));
        rules.rule("events", republish("SELECT * FROM \"$aws/events/#\"", "out/events"));
        rules.send("$aws/events/presence/connected/c", "{}");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out/events {}");
    }

    @Test
    void filtersByWhereAndSelects() throws Exception {
        rules.rule("hot", republish("SELECT temperature AS t FROM \"s/#\" WHERE temperature > 30", "out/${topic(2)}"));
        rules.send("s/1", "{\"temperature\":31}");
        rules.send("s/2", "{\"temperature\":29}");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out/1 {\"t\":31}");
        assertThat(rules.count("hot", "", "TopicMatch")).isEqualTo(2);
        assertThat(rules.count("hot", "", "RulesExecuted")).isEqualTo(1);
    }

    @Test
    void countsPayloadsThatAreNotJson() throws Exception {
        rules.rule("hot", republish("SELECT * FROM \"s\" WHERE temperature > 30", "out"));
        rules.send("s", "hello");
        rules.settle();
        assertThat(rules.published).isEmpty();
        assertThat(rules.count("hot", "", "ParseError")).isEqualTo(1);
    }

    @Test
    void externalFunctionsAreAskedInTheNameOfTheirRule() throws Exception {
        rules.services = (tenant, rule) -> new SqlServices() {
            @Override
            public Answer awsLambda(String functionArn, byte[] inputJson) {
                return new Answer.Json(("{\"by\":\"" + rule.substring(rule.indexOf('/') + 1) + "\",\"got\":"
                                + new String(inputJson, StandardCharsets.UTF_8) + "}")
                        .getBytes(StandardCharsets.UTF_8));
            }
        };
        String call = "aws_lambda(\"f\", {\"v\": v})";
        rules.rule("one", republish("SELECT " + call + ".by AS by FROM \"t\"", "out/1"));
        rules.rule("two", republish("SELECT v FROM \"t\" WHERE " + call + ".got.v = 7", "out/${" + call + ".by}"));
        rules.rule("plain", republish("SELECT v FROM \"t\"", "out/plain"));
        rules.send("t", "{\"v\":7}");
        rules.settle();
        assertThat(rules.publishedTexts())
                .containsExactlyInAnyOrder("out/1 {\"by\":\"one\"}", "out/two {\"v\":7}", "out/plain {\"v\":7}");
    }

    @Test
    void keepsTheOrderOfMessagesWithinARule() throws Exception {
        rules.rule("r", republish("SELECT * FROM \"t\"", "out"));
        IntStream.range(0, 5_000).forEach(i -> rules.send("t", Integer.toString(i)));
        rules.settle();
        assertThat(rules.published.stream().map(Message::payloadText))
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000).mapToObj(Integer::toString).toList());
    }

    @Test
    void basicIngestGoesToTheNamedRuleOnly() throws Exception {
        rules.rule("named", republish("SELECT topic() AS t, topic(1) AS first FROM \"x/y\"", "out/named"));
        rules.rule("bare", republish("SELECT topic() AS t", "out/bare"));
        rules.rule("all", republish("SELECT * FROM \"#\"", "out/all"));
        rules.send("$aws/rules/named/a/b", "{}");
        rules.send("$aws/rules/bare", "{}");
        rules.settle();
        assertThat(rules.publishedTexts())
                .containsExactlyInAnyOrder("out/named {\"t\":\"a/b\",\"first\":\"a\"}", "out/bare {\"t\":\"\"}");
    }

    @Test
    void basicIngestToAMissingOrDisabledRuleIsCountedAndDropped() throws Exception {
        rules.rule(TENANT, new StoredRule("off", RuleTesting.swapQuotes(republish("SELECT *", "out")), true));
        rules.send("$aws/rules/off/x", "{}");
        rules.send("$aws/rules/missing/x", "{}");
        rules.settle();
        assertThat(rules.published).isEmpty();
        assertThat(rules.count("", "", "RuleNotFound")).isEqualTo(2);
    }

    @Test
    void changesAreInForceWhenTheCallReturns() throws Exception {
        rules.rule("r", republish("SELECT * FROM \"t\"", "out/1"));
        rules.send("t", "1");
        rules.settle();
        rules.rule("r", republish("SELECT * FROM \"u\"", "out/2"));
        rules.send("t", "2");
        rules.send("u", "3");
        rules.settle();
        rules.delete("r");
        rules.send("u", "4");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out/1 1", "out/2 3");
    }

    @Test
    void onlyRuleChangesMatter() throws Exception {
        rules.stored.put(
                TENANT,
                java.util.Map.of(
                        "r",
                        new StoredRule("r", RuleTesting.swapQuotes(republish("SELECT * FROM \"t\"", "out")), false)));
        rules.engine.changed(new Change(TENANT, Change.Kind.THING, "r"));
        rules.send("t", "1");
        rules.engine.changed(new Change(TENANT, Change.Kind.TOPIC_RULE, "r"));
        rules.send("t", "2");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out 2");
    }

    @Test
    void loadsStoredRulesAndLeavesOutABrokenOne() throws Exception {
        rules.stored.put(
                TENANT,
                java.util.Map.of(
                        "good",
                        new StoredRule("good", RuleTesting.swapQuotes(republish("SELECT * FROM \"t\"", "out")), false),
                        "broken",
                        new StoredRule("broken", "{\"sql\":\"SELECT FROM\",\"actions\":[]}", false)));
        rules.engine.load();
        rules.send("t", "1");
        rules.settle();
        assertThat(rules.publishedTexts()).containsExactly("out 1");
    }

    @Test
    void tenantsNeverMeet() throws Exception {
        Tenant other = new Tenant("123456789012", "eu-west-1");
        rules.rule("r", republish("SELECT * FROM \"t\"", "out"));
        rules.engine.published(message(other, "t", new byte[] {'1'}));
        rules.engine.published(message(other, "$aws/rules/r/t", new byte[] {'1'}));
        rules.settle();
        assertThat(rules.published).isEmpty();
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
    void aBlockedTargetDelaysNeitherOtherActionsNorOtherRules() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(200);
        rules.functions = call -> {
            if (call.sourceArn().endsWith("/slow")) {
                awaitQuietly(release);
            } else {
                others.countDown();
            }
            return new Answer.Accepted();
        };
        rules.rule(
                "slow",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "," + republishAction("out/slow") + "]}");
        rules.rule("fast", "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "]}");
        for (int i = 0; i < 200; i++) {
            rules.send("t", "{}");
        }
        assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(rules.engine.awaitIdle(Duration.ofMillis(50))).isFalse();
        release.countDown();
        rules.settle();
        assertThat(rules.publishedTexts()).hasSize(200);
        assertThat(rules.count("slow", "lambda", "Success")).isEqualTo(200);
    }

    @Test
    void fullQueuesRefuseAndSaySo() throws Exception {
        try (RuleTesting small = new RuleTesting(new RuleLimits(1_000, 1_000_000, 2, 1, 1))) {
            CountDownLatch release = new CountDownLatch(1);
            small.functions = call -> {
                awaitQuietly(release);
                return new Answer.Accepted();
            };
            small.rule(
                    "r",
                    "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "],'errorAction':"
                            + republishAction("errors") + "}");
            for (int i = 0; i < 10; i++) {
                small.send("t", "{}");
            }
            while (small.count("r", "lambda", "Failure") < 8) {
                Thread.onSpinWait();
            }
            release.countDown();
            small.settle();
            assertThat(small.count("r", "lambda", "Success")).isEqualTo(2);
            assertThat(small.published).hasSize(8);
            assertThat(small.published.getFirst().payloadText()).contains("too many results wait");
        }
    }

    @Test
    void messagesThatARuleCannotHoldAreThrottled() throws Exception {
        try (RuleTesting small = new RuleTesting(new RuleLimits(5, 1_000_000, 10, 1, 1))) {
            CountDownLatch release = new CountDownLatch(1);
            CountDownLatch started = new CountDownLatch(1);
            small.rule("r", republish("SELECT * FROM \"t\"", "out"));
            small.onPublish(() -> {
                started.countDown();
                awaitQuietly(release);
            });
            small.send("t", "first");
            assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10; i++) {
                small.send("t", Integer.toString(i));
            }
            release.countDown();
            small.settle();
            assertThat(small.count("r", "", "RuleMessageThrottled")).isEqualTo(6);
            assertThat(small.publishedTexts()).containsExactly("out first", "out 0", "out 1", "out 2", "out 3");
        }
    }

    @Test
    void aLoopOfRepublishingRulesEnds() throws Exception {
        rules.loop = true;
        rules.rule(
                "r",
                "{'sql':'SELECT * FROM \"t\"','actions':[" + republishAction("t") + "],'errorAction':" + lambdaAction()
                        + "}");
        rules.send("t", "{}");
        rules.settle();
        assertThat(rules.published)
                .hasSize(RepublishAction.MAX_HOPS)
                .extracting(m -> m.origin().hops())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, RepublishAction.MAX_HOPS)
                        .boxed()
                        .toList());
        assertThat(rules.calls).singleElement().satisfies(call -> assertThat(
                        new String(call.payload(), StandardCharsets.UTF_8))
                .contains("this looks like a loop"));
    }

    @Test
    void republishedMessagesSayTheyComeFromARule() throws Exception {
        rules.rule("r", republish("SELECT * FROM \"t\"", "out"));
        rules.send("t", "x");
        rules.settle();
        assertThat(rules.published).singleElement().satisfies(m -> {
            assertThat(m.origin().protocol()).isEqualTo(Origin.Protocol.RULE);
            assertThat(m.origin().clientId()).isEmpty();
            assertThat(m.origin().principalId()).isEqualTo("arn:aws:iam::123456789012:role/r");
            assertThat(m.qos()).isZero();
            assertThat(m.retain()).isFalse();
            assertThat(m.tenant()).isEqualTo(TENANT);
        });
    }

    @Test
    void afterCloseNothingStarts() throws Exception {
        rules.rule("r", republish("SELECT * FROM \"t\"", "out"));
        rules.close();
        rules.send("t", "x");
        rules.settle();
        assertThat(rules.published).isEmpty();
    }

    @Test
    void closeFinishesWhatWasTaken() {
        rules.rule("r", "{'sql':'SELECT * FROM \"t\"','actions':[" + lambdaAction() + "]}");
        List<FunctionInvoker.Call> calls = rules.calls;
        for (int i = 0; i < 500; i++) {
            rules.send("t", "{}");
        }
        rules.close();
        assertThat(calls).hasSize(500);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aTargetThatHangsDelaysNoOtherRuleAndItsQueueShows() throws Exception {
        try (ServerSocket hung = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            rules.endpoints.with(TargetService.SQS, URI.create("http://127.0.0.1:" + hung.getLocalPort()));
            rules.rule("hung", "{'sql':'SELECT * FROM \"t\"','actions':[{'sqs':{'queueUrl':'q','roleArn':'r'}}]}");
            rules.rule("well", republish("SELECT * FROM \"t\"", "out"));
            IntStream.range(0, 20).forEach(i -> rules.send("t", "{\"i\":" + i + "}"));
            await(() -> rules.published.size() == 20);
            // The other rule may be ahead of this one: until its own queue is empty, it shows too.
            await(() -> rules.engine.queueDepths().size() == 1
                    && rules.engine.queueDepths().getFirst().waiting() == 20);
            assertThat(rules.engine.queueDepths()).singleElement().satisfies(depth -> {
                assertThat(depth.ruleName()).isEqualTo("hung");
                assertThat(depth.actionType()).isEqualTo("sqs");
                assertThat(depth.place()).isZero();
                assertThat(depth.waiting()).isEqualTo(20);
                assertThat(depth.bytes()).isEqualTo(10 * 7 + 10 * 8);
            });
        }
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

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
