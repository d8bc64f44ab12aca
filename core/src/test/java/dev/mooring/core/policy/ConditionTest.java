package dev.mooring.core.policy;

import static dev.mooring.core.policy.PolicyTesting.ask;
import static dev.mooring.core.policy.PolicyTesting.policies;
import static dev.mooring.core.policy.PolicyTesting.when;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    private static final String WILL = "arn:aws:iot:us-east-1:123456789012:topic/will";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // operator | policy values | the request's value, or nothing | true?
                "StringEquals | 'a' | a | true",
                "StringEquals | 'a' | A | false",
                "StringEquals | ['a','b'] | b | true",
                "StringEquals | 'a*' | ab | false",
                "StringEquals | 'a*' | a* | true",
                "StringEquals | 'a' | | false",
                "StringEqualsIfExists | 'a' | | true",
                "StringEqualsIfExists | 'a' | b | false",
                "StringNotEquals | ['a','b'] | c | true",
                "StringNotEquals | ['a','b'] | b | false",
                "StringNotEquals | 'a' | | true",
                "StringEqualsIgnoreCase | 'ABC' | abc | true",
                "StringNotEqualsIgnoreCase | 'ABC' | abc | false",
                "StringLike | 'a*c?' | abbcd | true",
                "StringLike | 'a*c?' | abbc | false",
                "StringLike | 'a${*}' | ab | false",
                "StringNotLike | 'a*' | b | true",
                "StringNotLike | 'a*' | ab | false",
                "NumericEquals | '5' | 5.0 | true",
                "NumericEquals | 5 | 5 | true",
                "NumericEquals | '5' | five | false",
                "NumericNotEquals | '5' | 6 | true",
                "NumericLessThan | '5' | 4.99 | true",
                "NumericLessThan | '5' | 5 | false",
                "NumericLessThanEquals | '5' | 5 | true",
                "NumericGreaterThan | '-1' | 0 | true",
                "NumericGreaterThanEquals | '1e3' | 999 | false",
                "DateEquals | '2026-01-01' | 2026-01-01T00:00:00Z | true",
                "DateNotEquals | '2026' | 2026-01-01T00:00:01Z | true",
                "DateLessThan | '2026-01-01T01:00:00+01:00' | 2025-12-31T23:59:59Z | true",
                "DateLessThan | '2026-02' | 2026-02-01T00:00:00Z | false",
                "DateLessThanEquals | '1767225600' | 2026-01-01T00:00:00Z | true",
                "DateGreaterThan | '2026-01-01T00:00Z' | 1767225601 | true",
                "DateGreaterThanEquals | '2026-01-01T00:00:00.5Z' | 2026-01-01T00:00:00Z | false",
                "DateEquals | '2026-01-01' | never | false",
                "Bool | 'true' | true | true",
                "Bool | true | TRUE | true",
                "Bool | 'false' | true | false",
                "Bool | 'true' | | false",
                "BinaryEquals | 'aGVsbG8=' | hello | true",
                "BinaryEquals | 'aGVsbG8=' | hell | false",
                "IpAddress | '203.0.113.0/24' | 203.0.113.77 | true",
                "IpAddress | '203.0.113.0/24' | 203.0.114.77 | false",
                "IpAddress | '203.0.113.7' | 203.0.113.7 | true",
                "IpAddress | '203.0.113.7' | ::ffff:203.0.113.7 | true",
                "IpAddress | '0.0.0.0/0' | 198.51.100.1 | true",
                "IpAddress | '0.0.0.0/0' | ::1 | false",
                "IpAddress | '2001:db8::/33' | 2001:db8:7fff::1 | true",
                "IpAddress | '2001:db8::/33' | 2001:db8:8000::1 | false",
                "IpAddress | '10.0.0.0/8' | localhost | false",
                "NotIpAddress | '10.0.0.0/8' | 10.1.2.3 | false",
                "NotIpAddress | '10.0.0.0/8' | 11.1.2.3 | true",
                "ArnEquals | 'arn:aws:iot:*:123456789012:topic/*' | arn:aws:iot:us-east-1:123456789012:topic/a:b | true",
                "ArnEquals | 'arn:aws:iot:*:topic/*' | arn:aws:iot:us-east-1:123456789012:topic/a | false",
                "ArnLike | 'arn:aws:iot:*' | arn:aws:iot:us-east-1:123456789012:topic/a | true",
                "ArnLike | 'arn:aws:*:us-east-1:1:x' | arn:aws:iot:us-east-1:1:x | true",
                "ArnLike | '*' | no arn | false",
                "ArnNotEquals | 'arn:aws:iot:r:1:x' | arn:aws:iot:r:1:y | true",
                "ArnNotLike | 'arn:aws:iot:r:1:*' | arn:aws:iot:r:1:y | false",
                "Null | 'true' | | true",
                "Null | 'true' | x | false",
                "Null | 'false' | x | true",
                "Null | false | | false",
                "ForAllValues:StringEquals | ['a','b'] | a | true",
                "ForAllValues:StringEquals | [] | | true",
                "ForAllValues:StringEquals | [] | a | false",
                "ForAnyValue:StringEquals | ['a','b'] | c | false",
                "ForAnyValue:StringEquals | 'a' | | false",
                "ForAnyValue:StringEqualsIfExists | 'a' | | true",
                "StringEquals | '${iot:Other}' | same | true",
                "StringEquals | '${iot:Other}x' | same | false",
                "StringLike | '${iot:Other}*' | same and more | true",
                "StringEquals | '${iot:Missing}' | same | false",
            })
    void holdsAsTheTableSays(String operator, String values, String actual, boolean expected) {
        PolicySet set = policies(when("Allow", "{'" + operator + "':{'iot:Key':" + values + "}}"));
        AuthorizationRequest request = actual == null
                ? ask("iot:Connect", "client/c", "iot:Other=same")
                : ask("iot:Connect", "client/c", "iot:Other=same", "iot:Key=" + actual);
        assertThat(set.allows(request)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // operator | policy values | true for the request's values [a, b]?
                "ForAllValues:StringEquals | ['a','b','c'] | true",
                "ForAllValues:StringEquals | ['a'] | false",
                "ForAllValues:StringNotEquals | ['c'] | true",
                "ForAllValues:StringNotEquals | ['b'] | false",
                "ForAnyValue:StringEquals | ['b','c'] | true",
                "ForAnyValue:StringEquals | ['c'] | false",
                "ForAnyValue:StringNotEquals | ['a'] | true",
                "ForAnyValue:StringNotEquals | ['a','b'] | false",
                "StringEquals | ['b'] | true",
                "StringNotEquals | ['b'] | false",
                "StringNotEquals | ['c'] | true",
            })
    void comparesManyValuesAsTheTableSays(String operator, String values, boolean expected) {
        PolicySet set = policies(when("Allow", "{'" + operator + "':{'iot:Key':" + values + "}}"));
        assertThat(set.allows(ask("iot:Connect", "client/c", "iot:Key=a", "iot:Key=b")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // condition | plain | with will | persistent | both
                "{} | true | true | true | true",
                "{'ForAllValues:StringEquals':{'iot:ConnectAttributes':[]}} | true | false | false | false",
                "{'ForAllValues:StringEquals':{'iot:ConnectAttributes':['LastWill']}} | true | true | false | false",
                "{'ForAllValues:StringEquals':{'iot:ConnectAttributes':['PersistentConnect','LastWill']}} | true | true | true | true",
                "{'ForAnyValue:StringEquals':{'iot:ConnectAttributes':['PersistentConnect']}} | false | false | true | true",
                "{'ForAllValues:StringNotEquals':{'iot:ConnectAttributes':['PersistentConnect']}} | true | true | false | false",
                "{'ArnEquals':{'iot:LastWillTopic':'arn:aws:iot:us-east-1:123456789012:topic/will'}} | false | true | false | true",
            })
    void judgesConnectAttributesAsAwsDocuments(
            String condition, boolean plain, boolean will, boolean persistent, boolean both) {
        PolicySet set = policies(when("Allow", condition));
        assertThat(List.of(
                        connects(set, false, Optional.empty()),
                        connects(set, false, Optional.of(WILL)),
                        connects(set, true, Optional.empty()),
                        connects(set, true, Optional.of(WILL))))
                .containsExactly(plain, will, persistent, both);
    }

    @Test
    void allOperatorsAndKeysMustHold() {
        PolicySet set = policies(when("Allow", "{'StringEquals':{'iot:A':'1','iot:B':'2'},'Bool':{'iot:C':'true'}}"));
        assertThat(set.allows(ask("iot:Connect", "client/c", "iot:A=1", "iot:B=2", "iot:C=true")))
                .isTrue();
        assertThat(set.allows(ask("iot:Connect", "client/c", "iot:A=1", "iot:B=2", "iot:C=false")))
                .isFalse();
        assertThat(set.allows(ask("iot:Connect", "client/c", "iot:A=1", "iot:B=3", "iot:C=true")))
                .isFalse();
    }

    @Test
    void anUnknownVariableNeverWidensAPermission() {
        String condition = "{'StringNotEquals':{'iot:ClientId':'${iot:Missing}'}}";
        AuthorizationRequest request = ask("iot:Connect", "client/c", "iot:ClientId=c");
        assertThat(policies(when("Allow", condition)).allows(request)).isFalse();
        assertThat(policies(PolicyTesting.allow("iot:*", "*"), when("Deny", condition))
                        .allows(request))
                .isFalse();
    }

    private static boolean connects(PolicySet set, boolean persistent, Optional<String> will) {
        return set.allows(new AuthorizationRequest(
                "iot:Connect",
                PolicyTesting.ARN + "client/c",
                new ConnectAttributes(persistent, will).orElse(PolicyVariables.NONE)));
    }
}
