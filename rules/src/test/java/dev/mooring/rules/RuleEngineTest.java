package dev.mooring.rules;

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
import dev.mooring.rules.action.FunctionInvoker.Answer;
import dev.mooring.rules.action.RepublishAction;
import dev.mooring.store.Change;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which rules a message starts, and with what. */
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
}
