package dev.mooring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.log.LogLevel;
import dev.mooring.core.sql.SqlServices;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The entries of logging v2 that rules write, in AWS's form. */
class RuleLogTest {
    private static final String PRINCIPAL = "c".repeat(64);
    private final RuleTesting rules = new RuleTesting();

    @AfterEach
    void close() {
        rules.close();
    }

    /** An entry without its time, level and account, which are the same in all. */
    private static String entry(String level, String status, String type, String attributes, String failure) {
        return "{\"timestamp\":\"" + "2026-03-01 12:00:00.000" + "\",\"logLevel\":\"" + level
                + "\",\"traceId\":\"7e146a60-0000-4000-8000-000000000000\",\"accountId\":\"123456789012\",\"status\":\""
                + status + "\",\"eventType\":\"" + type + "\"," + attributes + ",\"principalId\":\"" + PRINCIPAL + "\""
                + failure + "}";
    }

    private static String success(String level, String type, String attributes) {
        return entry(level, "Success", type, attributes, "");
    }

    private static final String ABOUT_R = "\"clientId\":\"client-0\",\"topicName\":\"rules/test\",\"ruleName\":\"r\"";

    @Test
    void aRuleThatExecutesIsLoggedStepByStep() throws Exception {
        rules.rule("r", RuleTesting.republish("SELECT * FROM \"rules/#\"", "out/${a}"));
        rules.send("rules/test", "{\"a\":1}");
        rules.settle();
        assertThat(rules.logged())
                .containsExactly(
                        success("INFO", "RuleMatch", ABOUT_R),
                        success("DEBUG", "StartingRuleExecution", ABOUT_R + ",\"ruleAction\":\"RepublishAction\""),
                        success(
                                "INFO",
                                "RuleExecution",
                                ABOUT_R
                                        + ",\"ruleAction\":\"RepublishAction\",\"resources\":{\"RepublishTopic\":\"out/1\"}"));
    }

    @Test
    void aFailedActionIsAnErrorWithItsReason() throws Exception {
        rules.logLevel = LogLevel.ERROR;
        rules.rule("r", RuleTesting.republish("SELECT * FROM \"rules/#\"", "out/${missing}"));
        rules.send("rules/test", "{}");
        rules.settle();
        assertThat(rules.logged()).singleElement().satisfies(entry -> assertThat(entry)
                .startsWith(
                        entry("ERROR", "Failure", "RuleExecution", ABOUT_R, "").replaceAll(",\"principalId.*", ""))
                .contains("\"ruleAction\":\"RepublishAction\"", "\"reason\":\"ActionFailed\"", "missing"));
    }

    @Test
    void aPayloadThatCannotBeReadIsAnError() throws Exception {
        rules.logLevel = LogLevel.WARN;
        rules.rule("r", RuleTesting.republish("SELECT a FROM \"rules/#\"", "out"));
        rules.send("rules/test", "no json");
        rules.settle();
        assertThat(rules.logged())
                .containsExactly(entry(
                        "ERROR",
                        "Failure",
                        "RuleExecution",
                        ABOUT_R,
                        ",\"reason\":\"ParseError\",\"details\":\"The payload is not JSON\""));
    }

    @Test
    void aRuleThatBasicIngestDoesNotFindIsAnError() {
        rules.send("$aws/rules/example_rule/a", "{}");
        assertThat(rules.logged())
                .containsExactly(entry(
                        "ERROR",
                        "Failure",
                        "RuleNotFound",
                        "\"clientId\":\"client-0\",\"topicName\":\"$aws/rules/example_rule/a\",\"ruleName\":\"example_rule\"",
                        ",\"reason\":\"RuleNotFound\",\"details\":\"Rule example_rule not found\""));
    }

    @Test
    void aCallOfAFunctionIsLoggedWithWhatCameOfIt() throws Exception {
        rules.services = (_, _) -> new SqlServices() {
            @Override
            public Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
                return new Answer.Unavailable("no shadow of " + thingName);
            }

            @Override
            public Answer getSecretString(String secretId, String roleArn) {
                return new Answer.Text("s");
            }
        };
        rules.rule(
                "r",
                RuleTesting.republish(
                        "SELECT get_secret(\"id\", \"SecretString\", \"role\") AS s, get_thing_shadow(\"t\", \"role\") AS t"
                                + " FROM \"rules/#\"",
                        "out"));
        rules.send("rules/test", "{}");
        rules.settle();
        String about = "\"clientId\":\"N/A\",\"topicName\":\"rules/test\",\"ruleName\":\"r\",\"ruleAction\":";
        assertThat(rules.logged())
                .containsAll(List.of(
                        success(
                                "DEBUG",
                                "FunctionExecution",
                                about + "\"GetSecret\",\"resources\":{\"Resource\":\"id\"}"),
                        entry(
                                "ERROR",
                                "Failure",
                                "FunctionExecution",
                                about + "\"GetThingShadow\",\"resources\":{\"Resource\":\"t\"}",
                                ",\"reason\":\"FunctionFailed\",\"details\":\"no shadow of t\"")));
    }

    @Test
    void nothingIsMadeThatNobodyWants() throws Exception {
        rules.logLevel = LogLevel.DISABLED;
        rules.rule("r", RuleTesting.republish("SELECT * FROM \"rules/#\"", "out/${missing}"));
        rules.send("rules/test", "{}");
        rules.send("$aws/rules/nobody", "{}");
        rules.settle();
        assertThat(rules.logged()).isEmpty();
    }
}
