package dev.mooring.api.iot;

import static dev.mooring.api.iot.IotApi.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iot.model.Action;
import software.amazon.awssdk.services.iot.model.GetTopicRuleResponse;
import software.amazon.awssdk.services.iot.model.Tag;
import software.amazon.awssdk.services.iot.model.TopicRuleListItem;
import software.amazon.awssdk.services.iot.model.TopicRulePayload;

class TopicRuleHandlersTest {
    @RegisterExtension
    static final IotApi API = new IotApi();

    private static final String ROLE = "arn:aws:iam::123456789012:role/r";

    private static Action lambda() {
        return Action.builder()
                .lambda(l -> l.functionArn("arn:aws:lambda:us-east-1:123456789012:function:f"))
                .build();
    }

    private static Action republish(String topic) {
        return Action.builder()
                .republish(r -> r.roleArn(ROLE).topic(topic).qos(1))
                .build();
    }

    private static TopicRulePayload rule(String sql, Action... actions) {
        return TopicRulePayload.builder().sql(sql).actions(actions).build();
    }

    private static void create(IotClient iot, String name, TopicRulePayload rule) {
        iot.createTopicRule(c -> c.ruleName(name).topicRulePayload(rule));
    }

    @Test
    void createsARuleAndGivesItBackWhole() {
        String account = API.newAccount();
        IotClient iot = API.iot(account, Region.US_EAST_1);
        Action republish = Action.builder()
                .republish(r -> r.roleArn(ROLE).topic("out/${topic(2)}").qos(0).headers(h -> h.contentType("${x}")
                        .userProperties(p -> p.key("k").value("v"))))
                .build();
        TopicRulePayload payload =
                rule("SELECT *, topic() AS t FROM 'a/+' WHERE x > 1", lambda(), republish).toBuilder()
                        .description("what it does")
                        .awsIotSqlVersion("2016-03-23")
                        .ruleDisabled(true)
                        .errorAction(republish("errors"))
                        .build();

        create(iot, "rule_1", payload);

        GetTopicRuleResponse response = iot.getTopicRule(g -> g.ruleName("rule_1"));
        assertThat(response.ruleArn()).isEqualTo("arn:aws:iot:us-east-1:" + account + ":rule/rule_1");
        assertThat(response.rule().ruleName()).isEqualTo("rule_1");
        assertThat(response.rule().sql()).isEqualTo(payload.sql());
        assertThat(response.rule().description()).isEqualTo("what it does");
        assertThat(response.rule().actions()).isEqualTo(payload.actions());
        assertThat(response.rule().errorAction()).isEqualTo(payload.errorAction());
        assertThat(response.rule().awsIotSqlVersion()).isEqualTo("2016-03-23");
        assertThat(response.rule().ruleDisabled()).isTrue();
        assertThat(response.rule().createdAt()).isEqualTo(API.now);
    }

    @Test
    void spellsOutTheDefaultsOfARule() {
        IotClient iot = API.iot();

        create(iot, "r", rule("SELECT * FROM 'a'"));

        var rule = iot.getTopicRule(g -> g.ruleName("r")).rule();
        assertThat(rule.awsIotSqlVersion()).isEqualTo("2015-10-08");
        assertThat(rule.ruleDisabled()).isFalse();
        assertThat(rule.actions()).isEmpty();
        assertThat(rule.description()).isNull();
        assertThat(rule.errorAction()).isNull();
    }

    @Test
    void refusesASecondRuleOfTheNameEvenIfItIsTheSame() {
        IotClient iot = API.iot();
        create(iot, "r", rule("SELECT * FROM 'a'"));

        refused(409, "ResourceAlreadyExistsException", () -> create(iot, "r", rule("SELECT * FROM 'a'")));
    }

    @Test
    void answersAsAwsForARuleThatIsNotThere() {
        IotClient iot = API.iot();

        assertThat(refused(401, "UnauthorizedException", () -> iot.getTopicRule(g -> g.ruleName("nobody")))
                        .awsErrorDetails()
                        .errorMessage())
                .isEqualTo("Access to topic rule 'nobody' was denied");
        refused(401, "UnauthorizedException", () -> iot.enableTopicRule(g -> g.ruleName("nobody")));
        refused(401, "UnauthorizedException", () -> iot.disableTopicRule(g -> g.ruleName("nobody")));
        refused(401, "UnauthorizedException", () -> iot.deleteTopicRule(g -> g.ruleName("nobody")));
        refused(
                401,
                "UnauthorizedException",
                () -> iot.replaceTopicRule(g -> g.ruleName("nobody").topicRulePayload(rule("SELECT * FROM 'a'"))));
    }

    @Test
    void resetsWhatAReplacementDoesNotGive() {
        IotClient iot = API.iot();
        create(
                iot,
                "r",
                rule("SELECT * FROM 'a'", lambda()).toBuilder()
                        .description("d")
                        .ruleDisabled(true)
                        .errorAction(lambda())
                        .build());

        iot.replaceTopicRule(r -> r.ruleName("r").topicRulePayload(rule("SELECT b FROM 'c/#'", republish("x"))));

        var rule = iot.getTopicRule(g -> g.ruleName("r")).rule();
        assertThat(rule.sql()).isEqualTo("SELECT b FROM 'c/#'");
        assertThat(rule.description()).isNull();
        assertThat(rule.ruleDisabled()).isFalse();
        assertThat(rule.errorAction()).isNull();
        assertThat(rule.actions()).containsExactly(republish("x"));
        assertThat(iot.listTopicRules().rules().getFirst().topicPattern()).isEqualTo("c/#");
    }

    @Test
    void switchesARuleOffAndOn() {
        IotClient iot = API.iot();
        create(iot, "r", rule("SELECT * FROM 'a'"));

        iot.disableTopicRule(d -> d.ruleName("r"));
        assertThat(iot.getTopicRule(g -> g.ruleName("r")).rule().ruleDisabled()).isTrue();
        iot.enableTopicRule(d -> d.ruleName("r"));
        assertThat(iot.getTopicRule(g -> g.ruleName("r")).rule().ruleDisabled()).isFalse();
        iot.deleteTopicRule(d -> d.ruleName("r"));
        assertThat(iot.listTopicRules().rules()).isEmpty();
    }

    @Test
    void listsRulesByTopicAndState() {
        IotClient iot = API.iot();
        create(iot, "a", rule("SELECT * FROM 'x/+'"));
        create(
                iot,
                "b",
                rule("SELECT * FROM 'y'").toBuilder().ruleDisabled(true).build());
        create(iot, "c", rule("SELECT * FROM 'y'"));

        assertThat(iot.listTopicRules().rules())
                .extracting(TopicRuleListItem::ruleName, TopicRuleListItem::topicPattern)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("a", "x/+"),
                        org.assertj.core.groups.Tuple.tuple("b", "y"),
                        org.assertj.core.groups.Tuple.tuple("c", "y"));
        assertThat(iot.listTopicRules(l -> l.topic("y")).rules())
                .extracting(TopicRuleListItem::ruleName)
                .containsExactly("b", "c");
        assertThat(iot.listTopicRules(l -> l.ruleDisabled(true)).rules())
                .extracting(TopicRuleListItem::ruleName)
                .containsExactly("b");
        var first = iot.listTopicRules(l -> l.maxResults(2));
        assertThat(iot.listTopicRules(l -> l.nextToken(first.nextToken())).rules())
                .extracting(TopicRuleListItem::ruleName)
                .containsExactly("c");
    }

    @Test
    void saysWhereAStatementIsWrong() {
        IotClient iot = API.iot();

        String message = refused(400, "SqlParseException", () -> create(iot, "r", rule("SELECT FROM 'a'")))
                .awsErrorDetails()
                .errorMessage();

        assertThat(message).contains("line 1 column 8");
        assertThat(iot.listTopicRules().rules()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT * FROM 'a/#/b'", "SELECT * FROM '$aws/rules/r/x'", "SELECT * FROM ''", "DELETE"})
    void refusesStatementsThatNoMessageCanReach(String sql) {
        refused(400, "SqlParseException", () -> create(API.iot(), "r", rule(sql)));
    }

    @Test
    void refusesActionsThatAreNotExactlyOneKind() {
        IotClient iot = API.iot();
        Action both = lambda().toBuilder().republish(republish("x").republish()).build();

        refused(400, "InvalidRequestException", () -> create(iot, "r", rule("SELECT * FROM 'a'", both)));
        refused(
                400,
                "InvalidRequestException",
                () -> create(
                        iot, "r", rule("SELECT * FROM 'a'", Action.builder().build())));
    }

    @Test
    void refusesAnActionThatThisServerCannotRun() {
        Action location = Action.builder()
                .location(l -> l.roleArn(ROLE)
                        .trackerName("t")
                        .deviceId("d")
                        .latitude("1")
                        .longitude("2"))
                .build();

        assertThat(refused(
                                501,
                                "NotImplementedException",
                                () -> create(API.iot(), "r", rule("SELECT * FROM 'a'", location)))
                        .getMessage())
                .contains("location");
    }

    @Test
    void refusesAnActionWithAWrongTemplateTopicOrQos() {
        IotClient iot = API.iot();

        refused(400, "SqlParseException", () -> create(iot, "r", rule("SELECT * FROM 'a'", republish("x/${1 +}"))));
        for (String topic : List.of("a/#", "a/+", "$aws/events/x")) {
            refused(
                    400,
                    "InvalidRequestException",
                    () -> create(iot, "r", rule("SELECT * FROM 'a'", republish(topic))));
        }
        refused(
                400,
                "InvalidRequestException",
                () -> create(
                        iot,
                        "r",
                        rule(
                                "SELECT * FROM 'a'",
                                Action.builder()
                                        .republish(
                                                r -> r.roleArn(ROLE).topic("t").qos(2))
                                        .build())));
        create(iot, "r", rule("SELECT * FROM 'a'", republish("$$aws/things/t/shadow/update"), republish("x/${a.b}")));
    }

    @Test
    void refusesNamesAndListsThatBreakTheModel() {
        IotClient iot = API.iot();
        Action[] eleven = java.util.Collections.nCopies(11, lambda()).toArray(Action[]::new);

        refused(400, "InvalidRequestException", () -> create(iot, "with-hyphen", rule("SELECT * FROM 'a'")));
        refused(400, "InvalidRequestException", () -> create(iot, "r", rule("SELECT * FROM 'a'", eleven)));
        refused(
                400,
                "InvalidRequestException",
                () -> create(
                        iot,
                        "r",
                        rule("SELECT * FROM 'a'").toBuilder()
                                .awsIotSqlVersion("2020-01-01")
                                .build()));
    }

    @Test
    void keepsTheTagsOfTheHeader() {
        String account = API.newAccount();
        IotClient iot = API.iot(account, Region.US_EAST_1);
        String arn = "arn:aws:iot:us-east-1:" + account + ":rule/r";

        iot.createTopicRule(
                c -> c.ruleName("r").topicRulePayload(rule("SELECT * FROM 'a'")).tags("team=blue%20sky&cost=1"));

        assertThat(iot.listTagsForResource(l -> l.resourceArn(arn)).tags().stream()
                        .collect(java.util.stream.Collectors.toMap(Tag::key, Tag::value)))
                .isEqualTo(Map.of("team", "blue sky", "cost", "1"));
        refused(
                400,
                "InvalidRequestException",
                () -> iot.createTopicRule(c -> c.ruleName("r2")
                        .topicRulePayload(rule("SELECT * FROM 'a'"))
                        .tags("a=1&a=2")));
    }
}
