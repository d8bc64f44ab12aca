package dev.mooring.core.policy;

import static dev.mooring.core.policy.PolicyTesting.allow;
import static dev.mooring.core.policy.PolicyTesting.ask;
import static dev.mooring.core.policy.PolicyTesting.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyDocumentTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @Test
    void readsStatementObjectSidIdAndWhitespace() throws MalformedPolicyException {
        PolicyDocument document = PolicyDocument.parse("""
                {
                  "Version": "2012-10-17", "Id": "x",
                  "Statement": {"Sid": "all", "Effect": "Allow", "Action": "*", "Resource": "*"}
                }
                """);
        assertThat(new PolicySet(List.of(new CompiledPolicy("p", "1", document)))
                        .allows(ask("iot:Connect", "client/c")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the document must be a JSON object",
                "x | invalid JSON at line 1 column",
                "[] | the document must be a JSON object",
                "{} | Version must be \"2012-10-17\"",
                "{'Version':'2008-10-17','Statement':[]} | Version must be",
                "{'Version':20121017} | Version must be",
                "{'Version':'2012-10-17'} | Statement must be an object or an array of at least one",
                "{'Version':'2012-10-17','Statement':[]} | Statement must be",
                "{'Version':'2012-10-17','Statement':['x']} | Statement[0] must be an object",
                "{'Version':'2012-10-17','Version':'2012-10-17'} | Duplicate",
                "{'Version':'2012-10-17','Statement':[],'Other':1} | unknown element 'Other'",
                "{'Version':'2012-10-17','Statement':[]} {} | invalid JSON",
            })
    void refusesBrokenDocuments(String document, String message) {
        assertRefused(document.replace('\'', '"'), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'Action':'iot:*','Resource':'*'} | Effect must be \"Allow\" or \"Deny\"",
                "{'Effect':'allow','Action':'iot:*','Resource':'*'} | Effect must be",
                "{'Effect':'Allow','Resource':'*'} | Action must be a string or an array of strings",
                "{'Effect':'Allow','Action':[],'Resource':'*'} | Action must not be empty",
                "{'Effect':'Allow','Action':[1],'Resource':'*'} | Action must be a string",
                "{'Effect':'Allow','Action':'Publish','Resource':'*'} | the following actions are invalid : Publish",
                "{'Effect':'Allow','Action':'iot:','Resource':'*'} | the following actions are invalid : iot:",
                "{'Effect':'Allow','Action':'iot:*'} | Resource must be a string",
                "{'Effect':'Allow','Action':'iot:*','Resource':'topic/a'} | The following resources are invalid : topic/a",
                "{'Effect':'Allow','Action':'iot:*','Resource':'arn:aws:iot'} | The following resources are invalid",
                "{'Effect':'Allow','NotAction':'iot:*','Resource':'*'} | element 'NotAction' is not supported in an IoT policy",
                "{'Effect':'Allow','Action':'iot:*','NotResource':'*'} | element 'NotResource' is not supported",
                "{'Effect':'Allow','Principal':'*','Action':'iot:*','Resource':'*'} | element 'Principal' is not",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Sid':1} | Sid must be a string",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':[]} | Condition must be an object",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'Bool':1}} | Condition Bool must be an object",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'Equals':{'a':'b'}}} | unknown condition operator 'Equals'",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'NullIfExists':{'a':'true'}}} | unknown condition operator",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'ForSome:Bool':{'a':'true'}}} | unknown condition operator",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'Bool':{'':'true'}}} | a condition key of Bool is empty",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'Bool':{'a':'yes'}}} | 'yes' is not true or false",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'NumericEquals':{'a':'x'}}} | 'x' is not a number",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'DateEquals':{'a':'x'}}} | 'x' is not an ISO 8601 date",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'IpAddress':{'a':'1.2.3.4/33'}}} | is not an IP address",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'IpAddress':{'a':'host'}}} | is not an IP address",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'BinaryEquals':{'a':'%'}}} | '%' is not base64",
                "{'Effect':'Allow','Action':'iot:*','Resource':'*','Condition':{'StringEquals':{'a':{}}}} | must be a string",
            })
    void refusesBrokenStatementsAndSaysWhere(String statement, String message) {
        assertRefused(json(allow("iot:*", "*"), statement), message);
        assertRefused(json(allow("iot:*", "*"), statement), "Statement[1]");
    }

    @Test
    void countsTheSizeWithoutWhitespace() throws MalformedPolicyException {
        String shortest = json(allow("iot:*", "arn:aws:iot:r:1:topic/"));
        String fill = "x".repeat(PolicyDocument.MAX_CHARACTERS - shortest.length());
        String longest = json(allow("iot:*", "arn:aws:iot:r:1:topic/" + fill));
        assertThat(PolicyDocument.parse(" \n\t".repeat(10_000) + longest)).isNotNull();
        assertRefused(longest.replace("topic/", "topic/x"), "2049 characters without whitespace; the limit is 2048");
        assertRefused(" ".repeat(PolicyDocument.MAX_RAW_CHARACTERS) + shortest, "the limit is 404600");
    }

    @Test
    void refusesDeeplyNestedJsonWithoutHarm() {
        assertRefused("[".repeat(2_000), "invalid JSON");
    }

    @Test
    void anyTextIsRefusedWithAMessageOrEvaluates() {
        String seed = json(
                "{'Effect':'Allow','Action':['iot:Publish','iot:*'],'Resource':['*','arn:aws:iot:r:1:topic/${iot:ClientId}/${*}'],"
                        + "'Condition':{'ForAllValues:StringLikeIfExists':{'iot:Key':['a*','${iot:X}']},'NumericLessThan':{'n':'1e9'},"
                        + "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'},'DateLessThan':{'d':'2026-01-01T00:00:00Z'}}}");
        String[] pieces = {
            "{", "}", "[", "]", ",", ":", "\"", "${", "}", "*", "?", "null", "true", "1", "\\u0000", "Deny", ""
        };
        Random random = new Random(11);
        int accepted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            StringBuilder text = new StringBuilder(seed);
            for (int edits = random.nextInt(3); edits >= 0; edits--) {
                int at = random.nextInt(text.length());
                int length = Math.min(random.nextInt(5), text.length() - at);
                text.replace(at, at + length, pieces[random.nextInt(pieces.length)]);
            }
            try {
                PolicyDocument document = PolicyDocument.parse(text.toString());
                accepted++;
                Decision decision = new PolicySet(List.of(new CompiledPolicy("p", "1", document)))
                        .evaluate(ask("iot:Publish", "topic/c/x", "iot:ClientId=c", "iot:Key=ab", "n=5"));
                assertThat(decision.explain()).isNotEmpty();
            } catch (MalformedPolicyException refused) {
                assertThat(refused.getMessage()).startsWith("Policy document is Malformed: ");
            }
        }
        assertThat(accepted).isBetween(ROUNDS / 100, ROUNDS);
    }

    private static void assertRefused(String document, String message) {
        assertThatThrownBy(() -> PolicyDocument.parse(document))
                .isInstanceOf(MalformedPolicyException.class)
                .hasMessageStartingWith("Policy document is Malformed: ")
                .hasMessageContaining(message);
    }
}
