package dev.mooring.core.policy;

import static dev.mooring.core.policy.PolicyTesting.ARN;
import static dev.mooring.core.policy.PolicyTesting.allow;
import static dev.mooring.core.policy.PolicyTesting.ask;
import static dev.mooring.core.policy.PolicyTesting.deny;
import static dev.mooring.core.policy.PolicyTesting.document;
import static dev.mooring.core.policy.PolicyTesting.policies;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicySetTest {
    @Test
    void allowsNothingWithoutAPolicy() {
        Decision decision = PolicySet.EMPTY.evaluate(ask("iot:Connect", "client/c"));
        assertThat(decision).isEqualTo(new Decision.ImplicitDeny(List.of()));
        assertThat(decision.explain()).isEqualTo("no policy statement allows this action");
    }

    @Test
    void allowsWhatAStatementAllowsAndSaysWhich() {
        PolicySet set = policies(
                allow("iot:Connect", ARN + "client/c"),
                "{'Sid':'pub','Effect':'Allow','Action':['iot:Publish','iot:Receive'],'Resource':['" + ARN
                        + "topic/a','" + ARN + "topic/b/*']}");
        assertThat(set.evaluate(ask("iot:Publish", "topic/b/x/y")))
                .isEqualTo(new Decision.Allowed(new Decision.StatementRef("p", "1", 1, "pub", ARN + "topic/b/*")));
        assertThat(set.evaluate(ask("iot:Subscribe", "topicfilter/a")).isAllowed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // policy action, asked action, covered
        "*, iot:Publish, true",
        "iot:*, iot:Publish, true",
        "iot:Pub*, iot:Publish, true",
        "iot:publish, iot:Publish, true",
        "iot:?ublish, iot:Publish, true",
        "iot:*Shadow, iot:GetThingShadow, true",
        "iot:*Shadow, iot:ListNamedShadowsForThing, false",
        "greengrass:*, iot:Publish, false",
        "iot:RetainPublish, iot:Publish, false",
        "iot:Get*, iot:GetRetainedMessage, true",
    })
    void findsActionsByPatternWithoutCase(String pattern, String action, boolean covered) {
        assertThat(policies(allow(pattern, "*")).allows(ask(action, "anything")))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        // The star crosses levels; MQTT wildcards are plain characters.
        "topic/a/*, topic/a/b/c, true",
        "topic/a/*/c, topic/a/b/x/c, true",
        "topic/a/?, topic/a/b, true",
        "topic/a/?, topic/a/bc, false",
        "topic/a/#, topic/a/b, false",
        "topicfilter/a/+/b, topicfilter/a/+/b, true",
        "topicfilter/a/+/b, topicfilter/a/x/b, false",
        "topicfilter/a/*, topicfilter/a/#, true",
        "topic/a, topic/A, false",
        "topicfilter/$share/g/a, topicfilter/$share/g/a, true",
    })
    void matchesResourcesAsTheTableSays(String pattern, String resource, boolean matches) {
        PolicySet set = policies(allow("iot:*", ARN + pattern));
        assertThat(set.allows(ask("iot:Publish", resource))).isEqualTo(matches);
    }

    @Test
    void aDenyWinsOverEveryAllow() {
        PolicySet set = policies(allow("iot:*", "*"), deny("iot:Publish", ARN + "topic/secret/*"));
        assertThat(set.evaluate(ask("iot:Publish", "topic/secret/x")))
                .isEqualTo(
                        new Decision.ExplicitDeny(new Decision.StatementRef("p", "1", 1, "", ARN + "topic/secret/*")));
        assertThat(set.allows(ask("iot:Publish", "topic/public"))).isTrue();
        // The quirk that receive checks exist for: the filter itself is not the denied text.
        assertThat(policies(allow("iot:*", "*"), deny("iot:Subscribe", ARN + "topicfilter/secret/x"))
                        .allows(ask("iot:Subscribe", "topicfilter/secret/#")))
                .isTrue();
    }

    @Test
    void fillsInVariables() {
        PolicySet set = policies(
                allow("iot:Publish", ARN + "topic/${iot:ClientId}/${iot:Connection.Thing.Attributes[site]}/*"));
        assertThat(set.allows(ask(
                        "iot:Publish",
                        "topic/c/north/x",
                        "iot:ClientId=c",
                        "iot:Connection.Thing.Attributes[site]=north")))
                .isTrue();
        assertThat(set.allows(ask(
                        "iot:Publish",
                        "topic/d/north/x",
                        "iot:ClientId=c",
                        "iot:Connection.Thing.Attributes[site]=north")))
                .isFalse();
        assertThat(set.allows(ask(
                        "iot:Publish",
                        "topic/c/north/x",
                        "iot:clientid=c",
                        "iot:Connection.Thing.Attributes[Site]=north")))
                .as("attribute names are case-sensitive")
                .isFalse();
    }

    @Test
    void aWildcardInAVariablesValueIsAnOrdinaryCharacter() {
        PolicySet set = policies(allow("iot:Publish", ARN + "topic/${iot:ClientId}/data"));
        assertThat(set.allows(ask("iot:Publish", "topic/other/data", "iot:ClientId=*")))
                .isFalse();
        assertThat(set.allows(ask("iot:Publish", "topic/x/data", "iot:ClientId=?")))
                .isFalse();
        assertThat(set.allows(ask("iot:Publish", "topic/*/data", "iot:ClientId=*")))
                .isTrue();
        assertThat(set.allows(ask("iot:Publish", "topic/me/data", "iot:ClientId=${iot:X}", "iot:X=me")))
                .as("values are not expanded again")
                .isFalse();
    }

    @Test
    void readsTheEscapesOfSpecialCharacters() {
        PolicySet set = policies(allow("iot:Publish", ARN + "topic/${*}${?}${$}{x}"));
        assertThat(set.allows(ask("iot:Publish", "topic/*?${x}"))).isTrue();
        assertThat(set.allows(ask("iot:Publish", "topic/ab${x}"))).isFalse();
    }

    @Test
    void aStatementWithAVariableWithoutValueDoesNotApply() {
        String resource = ARN + "topic/${iot:Connection.Thing.ThingName}";
        assertThat(policies(allow("iot:Publish", resource))
                        .allows(ask("iot:Publish", "topic/${iot:Connection.Thing.ThingName}")))
                .isFalse();
        assertThat(policies(allow("iot:*", "*"), deny("iot:Publish", resource)).allows(ask("iot:Publish", "topic/t")))
                .isTrue();
    }

    @Test
    void namesTheVariableThatHadNoValue() {
        Decision decision = policies(allow("iot:Connect", ARN + "client/${iot:Connection.Thing.ThingName}"))
                .evaluate(ask("iot:Connect", "client/c", "iot:ClientId=c"));
        assertThat(decision.explain())
                .isEqualTo("no policy statement allows it; closest: policy 'p' version 1 statement #0: variable"
                        + " iot:Connection.Thing.ThingName has no value here, so resource '" + ARN
                        + "client/${iot:Connection.Thing.ThingName}' cannot match"
                        + " (the certificate must be attached to a thing whose name is the client id)");
    }

    @Test
    void showsTheResourceThatCameClosestWithItsVariablesFilledIn() {
        PolicySet set = policies("{'Effect':'Allow','Action':'iot:Publish','Resource':['" + ARN + "topic/x','" + ARN
                + "topic/data/${iot:ClientId}']}");
        assertThat(set.evaluate(ask("iot:Publish", "topic/data/other", "iot:ClientId=me"))
                        .explain())
                .endsWith("statement #0: resource '" + ARN + "topic/data/me' does not match");
    }

    @Test
    void showsTheConditionThatWasNotMet() {
        PolicySet set = policies(
                "{'Effect':'Allow','Action':'iot:Connect','Resource':'*','Condition':{'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}}}");
        assertThat(set.evaluate(ask("iot:Connect", "client/c", "aws:SourceIp=192.0.2.1"))
                        .explain())
                .endsWith("on '*': condition IpAddress aws:SourceIp [10.0.0.0/8] is not met: it is [192.0.2.1]");
        assertThat(set.evaluate(ask("iot:Connect", "client/c")).explain())
                .endsWith("is not met: aws:SourceIp has no value");
    }

    @Test
    void hintsAtTheCommonMistakes() {
        assertThat(policies(allow("iot:Subscribe", ARN + "topic/a/*"))
                        .evaluate(ask("iot:Subscribe", "topicfilter/a/b"))
                        .explain())
                .endsWith("(iot:Subscribe needs a topicfilter/ resource, not topic/)");
        assertThat(policies(allow("iot:Publish", ARN + "topicfilter/a"))
                        .evaluate(ask("iot:Publish", "topic/a"))
                        .explain())
                .endsWith("(iot:Publish needs a topic/ resource, not topicfilter/)");
        assertThat(policies(allow("iot:Publish", ARN + "topic/a/#"))
                        .evaluate(ask("iot:Publish", "topic/a/b"))
                        .explain())
                .endsWith("(+ and # are ordinary characters in a policy; the wildcard is *)");
    }

    @Test
    void keepsOnlyTheThreeClosestNearMisses() {
        String[] statements = new String[10];
        for (int i = 0; i < statements.length; i++) {
            statements[i] = allow("iot:Publish", ARN + "topic/" + "a".repeat(i) + "/no");
        }
        Decision decision = policies(statements).evaluate(ask("iot:Publish", "topic/aaaaaaaaaa"));
        assertThat(decision)
                .isInstanceOfSatisfying(Decision.ImplicitDeny.class, denied -> assertThat(denied.nearMisses())
                        .extracting(miss -> miss.statement().statement())
                        .containsExactly(9, 8, 7));
    }

    @Test
    void listsTheContextThatIsMissing() {
        PolicySet set = policies(
                allow("iot:Publish", ARN + "topic/${iot:ClientId}/${iot:DomainName}"),
                "{'Effect':'Deny','Action':'iot:Publish','Resource':'*','Condition':{'StringEquals':{'aws:SourceIp':'${iot:CertificateId}'}}}",
                allow("iot:Connect", ARN + "client/${iot:Connection.Thing.ThingName}"));
        assertThat(set.missingContextValues(ask("iot:Publish", "topic/x", "iot:ClientId=c")))
                .containsExactlyInAnyOrder("iot:DomainName", "aws:SourceIp", "iot:CertificateId");
    }

    @Test
    void neitherOrderNorPlaceOfStatementsMattersAndADenyAlwaysWins() {
        Random random = new Random(5);
        String[] resources = {"a", "b", "a*", "*", "?", "ab", "${iot:ClientId}", "${iot:Nothing}"};
        String[] actions = {"iot:Publish", "iot:Connect", "iot:*"};
        for (int round = 0; round < 5_000; round++) {
            List<String> statements = new ArrayList<>();
            for (int i = random.nextInt(5); i >= 0; i--) {
                String resource = ARN + "topic/" + resources[random.nextInt(resources.length)];
                String action = actions[random.nextInt(actions.length)];
                statements.add(random.nextInt(3) == 0 ? deny(action, resource) : allow(action, resource));
            }
            AuthorizationRequest request =
                    ask("iot:Publish", "topic/" + (random.nextBoolean() ? "a" : "ab"), "iot:ClientId=ab");
            Decision decision = policies(statements.toArray(String[]::new)).evaluate(request);

            List<CompiledPolicy> singles = new ArrayList<>();
            for (String statement : statements) {
                singles.add(new CompiledPolicy("p", "1", document(statement)));
            }
            Collections.shuffle(singles, random);
            Decision shuffled = new PolicySet(singles).evaluate(request);
            assertThat(shuffled.getClass()).as("%s", statements).isEqualTo(decision.getClass());
            assertThat(new PolicySet(singles).allows(request)).isEqualTo(decision.isAllowed());

            boolean denied = singles.stream()
                    .anyMatch(single ->
                            new PolicySet(List.of(single)).evaluate(request) instanceof Decision.ExplicitDeny);
            boolean allowed = singles.stream()
                    .anyMatch(single ->
                            new PolicySet(List.of(single)).evaluate(request).isAllowed());
            assertThat(decision)
                    .isInstanceOf(
                            denied
                                    ? Decision.ExplicitDeny.class
                                    : allowed ? Decision.Allowed.class : Decision.ImplicitDeny.class);
        }
    }
}
