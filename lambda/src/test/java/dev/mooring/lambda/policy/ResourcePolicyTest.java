package dev.mooring.lambda.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourcePolicyTest {
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:f";
    private static final String RULE = "arn:aws:iot:eu-west-1:123456789012:rule/r";
    private static final InvokeSource IOT = new InvokeSource("iot.amazonaws.com", RULE, "123456789012");

    private static ResourcePolicy policy(
            String principal, String action, Optional<String> sourceArn, Optional<String> sourceAccount) {
        return ResourcePolicy.EMPTY.with(
                PolicyStatement.of("s", principal, action, FUNCTION, sourceArn, sourceAccount));
    }

    @ParameterizedTest
    @CsvSource({
        "iot.amazonaws.com, lambda:InvokeFunction, ,                                             , true",
        "iot.amazonaws.com, lambda:*,              ,                                             , true",
        "iot.amazonaws.com, *,                     ,                                             , true",
        "*,                 lambda:InvokeFunction, ,                                             , true",
        "s3.amazonaws.com,  lambda:InvokeFunction, ,                                             , false",
        "123456789012,      lambda:InvokeFunction, ,                                             , false",
        "iot.amazonaws.com, lambda:GetFunction,    ,                                             , false",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:eu-west-1:123456789012:rule/r,    , true",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:eu-west-1:123456789012:rule/*,    , true",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:*:123456789012:rule/?,            , true",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:eu-west-1:123456789012:rule/rr,   , false",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:*:rule/r,                         , false",
        "iot.amazonaws.com, lambda:InvokeFunction, *,                                            , false",
        "iot.amazonaws.com, lambda:InvokeFunction, ,                                 123456789012, true",
        "iot.amazonaws.com, lambda:InvokeFunction, ,                                 000000000000, false",
        "iot.amazonaws.com, lambda:InvokeFunction, arn:aws:iot:eu-west-1:123456789012:rule/r, 000000000000, false",
    })
    void decidesWhoMayInvoke(String principal, String action, String sourceArn, String account, boolean may) {
        ResourcePolicy policy = policy(principal, action, Optional.ofNullable(sourceArn), Optional.ofNullable(account));

        assertThat(policy.allowsInvoke(IOT)).isEqualTo(may);
        assertThat(ResourcePolicy.parse(policy.toJson()).allowsInvoke(IOT))
                .as("after a restart")
                .isEqualTo(may);
    }

    @Test
    void allowsNobodyByDefault() {
        assertThat(ResourcePolicy.EMPTY.allowsInvoke(IOT)).isFalse();
        assertThat(ResourcePolicy.parse("").isEmpty()).isTrue();
    }

    @Test
    void doesNotHoldAConditionThatItDoesNotKnow() {
        ResourcePolicy policy = ResourcePolicy.parse(policy("*", "*", Optional.of(RULE), Optional.empty())
                .toJson()
                .replace("AWS:SourceArn", "aws:PrincipalOrgID"));

        assertThat(policy.allowsInvoke(IOT)).isFalse();
    }

    @Test
    void readsWhatItPrints() {
        Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
        conditions.put("StringEquals", Map.of("AWS:SourceAccount", "1", "x", "\"quoted\""));
        conditions.put("ArnLike", Map.of("AWS:SourceArn", "*"));
        for (String principal :
                new String[] {"*", "123456789012", "arn:aws:iam::123456789012:user/u", "s.amazonaws.com"}) {
            ResourcePolicy policy = ResourcePolicy.EMPTY
                    .with(new PolicyStatement(
                            "a", PolicyStatement.Principal.parse(principal), "lambda:*", FUNCTION, conditions))
                    .with(PolicyStatement.of("b", "*", "*", FUNCTION, Optional.empty(), Optional.empty()));

            assertThat(ResourcePolicy.parse(policy.toJson())).isEqualTo(policy);
            assertThat(policy.without("a").statement("a")).isEmpty();
            assertThat(policy.without("a").statement("b")).isPresent();
        }
    }

    @Test
    void matchesPartsAsARegularExpressionWould() {
        Random random = new Random(11);
        String letters = "ab*?";
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            String pattern = text(random, letters);
            String part = text(random, "ab");
            String regex = pattern.replace("*", ".*").replace("?", ".");

            assertThat(ArnPattern.matches("arn:aws:iot:r:1:" + pattern, "arn:aws:iot:r:1:" + part))
                    .as(pattern + " " + part)
                    .isEqualTo(Pattern.matches(regex, part));
        }
    }

    private static String text(Random random, String letters) {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(8); n > 0; n--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }
}
