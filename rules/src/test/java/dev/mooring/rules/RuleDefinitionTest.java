package dev.mooring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlVersion;
import dev.mooring.core.topic.TopicFilter;
import dev.mooring.rules.action.InvalidRuleException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleDefinitionTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);
    private static final String LAMBDA = "{'lambda':{'functionArn':'" + RuleTesting.FUNCTION + "'}}";

    @Test
    void readsTheRuleOfTheWire() throws InvalidRuleException {
        RuleDefinition rule = parse("{'sql':'SELECT * FROM \"a/+\"','description':'d','ruleDisabled':true,"
                + "'awsIotSqlVersion':'2016-03-23','actions':[" + LAMBDA
                + ",{'republish':{'topic':'$$aws/things/${clientid()}/shadow/update','qos':1,'roleArn':'r'}}],"
                + "'errorAction':" + LAMBDA + "}");
        assertThat(rule.name()).isEqualTo("r");
        assertThat(rule.sql().version()).isEqualTo(SqlVersion.V2016_03_23);
        assertThat(rule.topicFilter()).contains(new TopicFilter("a/+"));
        assertThat(rule.actions()).extracting(a -> a.typeName()).containsExactly("LambdaAction", "RepublishAction");
        assertThat(rule.errorAction()).isPresent();
    }

    @Test
    void theOldVersionIsTheDefaultAndFromMayBeAbsent() throws InvalidRuleException {
        RuleDefinition rule = parse("{'sql':'SELECT *','actions':[]}");
        assertThat(rule.sql().version()).isEqualTo(SqlVersion.V2015_10_08);
        assertThat(rule.topicFilter()).isEmpty();
        assertThat(rule.errorAction()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "x | the rule is not JSON",
                "[] | the rule must be a JSON object",
                "{} | sql is required",
                "{'sql':1} | sql is required",
                "{'sql':'SELECT *'} | actions is required",
                "{'sql':'SELECT *','awsIotSqlVersion':'2030-01-01','actions':[]} | awsIotSqlVersion: no SQL version",
                "{'sql':'SELECT *','actions':[{},{},{},{},{},{},{},{},{},{},{}]} | the rule has 11 actions; the limit is 10",
                "{'sql':'SELECT *','actions':[{}]} | actions[0] must be an object with exactly one action",
                "{'sql':'SELECT *','actions':[{'lambda':{},'republish':{}}]} | exactly one action",
                "{'sql':'SELECT *','actions':[{'timestream':{}}]} | the rule action timestream is not implemented",
                "{'sql':'SELECT *','actions':[],'errorAction':{'s4':{}}} | errorAction.s4: there is no rule action of this name",
                "{'sql':'SELECT *','actions':[{'lambda':[]}]} | actions[0].lambda must be an object",
                "{'sql':'SELECT *','actions':[{'lambda':{}}]} | actions[0].lambda.functionArn is required",
                "{'sql':'SELECT *','actions':[{'lambda':{'functionArn':1}}]} | functionArn must be a string",
                "{'sql':'SELECT *','actions':[{'lambda':{'functionArn':'f'}}]} | 'f' is not the ARN of a function",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a'}}]} | republish.roleArn is required",
                "{'sql':'SELECT *','actions':[{'republish':{'roleArn':'r'}}]} | republish.topic is required",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','qos':2}}]} | qos must be a whole number from 0 to 1",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','qos':'1'}}]} | qos must be a whole number",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','retain':true}}]} | republish.retain is not supported",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a/+','roleArn':'r'}}]} | contains a wildcard",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'$aws/things/t/shadow/update','roleArn':'r'}}]} | write a reserved topic with $$",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'$$aws/things/t/jobs/get','roleArn':'r'}}]} | a rule cannot republish to the reserved topic",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'payloadFormatIndicator':'X'}}}]} | must be UTF8_DATA or UNSPECIFIED_BYTES",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'correlationData':'%'}}}]} | must be base64",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'messageExpiry':'soon'}}}]} | must be a number of seconds",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'responseTopic':'a/#'}}}]} | responseTopic",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'userProperties':[]}}}]} | must be an array of 1 to 100",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'userProperties':[{'key':'k'}]}}}]} | userProperties[0].value is required",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a','roleArn':'r','headers':{'x':'y'}}}]} | headers.x is not supported",
            })
    void refusesWhatItWouldNotObey(String payload, String message) {
        assertThatThrownBy(() -> parse(payload))
                .isInstanceOf(InvalidRuleException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'sql':'SELECT','actions':[]}",
                "{'sql':'SELECT * FROM','actions':[]}",
                "{'sql':'SELECT * FROM \"a/#/b\"','actions':[]}",
                "{'sql':'SELECT * FROM \"1/2/3/4/5/6/7/8/9\"','actions':[]}",
                "{'sql':'SELECT * FROM \"$aws/rules/r/#\"','actions':[]}",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a/${1 +}','roleArn':'r'}}]}",
                "{'sql':'SELECT *','actions':[{'republish':{'topic':'a/${topic(','roleArn':'r'}}]}",
            })
    void reportsSyntaxWithItsPlace(String payload) {
        assertThatThrownBy(() -> parse(payload))
                .isInstanceOf(SqlParseException.class)
                .hasMessageMatching("(?s).* at line \\d+ column \\d+");
    }

    @Test
    void anErrorActionCannotCallOtherServices() {
        assertThatThrownBy(() -> parse("{'sql':'SELECT *','actions':[],'errorAction':{'republish':{'roleArn':'r',"
                        + "'topic':'a/${aws_lambda(\"" + RuleTesting.FUNCTION + "\", *)}'}}}"))
                .isInstanceOf(InvalidRuleException.class)
                .hasMessageContaining("cannot call other services");
    }

    @Test
    void anyTextIsRefusedOrARule() {
        String seed =
                RuleTesting.swapQuotes("{'sql':'SELECT * FROM \"a/+\"','awsIotSqlVersion':'2016-03-23','actions':["
                        + LAMBDA
                        + ",{'republish':{'topic':'$$aws/things/${clientid()}/shadow/update','qos':1,'roleArn':'r',"
                        + "'headers':{'messageExpiry':'5','userProperties':[{'key':'k','value':'${topic()}'}]}}}]}");
        String[] pieces = {"{", "}", "[", "]", ",", ":", "\"", "${", "$", "'", "#", "null", "1", "-", " ", ""};
        Random random = new Random(31);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                int length = Math.min(random.nextInt(4), text.length() - at);
                text.replace(at, at + length, pieces[random.nextInt(pieces.length)]);
            }
            try {
                assertThat(RuleDefinition.parse("r", text.toString()).actions()).hasSizeLessThanOrEqualTo(10);
                accepted++;
            } catch (InvalidRuleException | SqlParseException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS);
    }

    private static RuleDefinition parse(String payload) throws InvalidRuleException {
        return RuleDefinition.parse("r", RuleTesting.swapQuotes(payload));
    }
}
