package dev.mooring.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunctionNameTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");

    @ParameterizedTest
    @CsvSource({
        "my-function_1,                                                        my-function_1, ",
        "my-function:$LATEST,                                                  my-function,   $LATEST",
        "my-function:7,                                                        my-function,   7",
        "function:my-function,                                                 my-function,   ",
        "123456789012:function:my-function,                                    my-function,   ",
        "arn:aws:lambda:eu-west-1:123456789012:function:my-function,           my-function,   ",
        "arn:aws:lambda:eu-west-1:123456789012:function:my-function:alias,     my-function,   alias",
        "arn:aws-cn:lambda:eu-west-1:123456789012:function:my-function,        my-function,   ",
    })
    void readsEveryFormOfAws(String text, String name, String qualifier) {
        assertThat(FunctionName.parse(TENANT, text)).isEqualTo(new FunctionName(name, Optional.ofNullable(qualifier)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a.b", "arn:aws:s3:::bucket", "a:b:c:d", "é", "a/b", "../x"})
    void refusesOtherForms(String text) {
        assertThatThrownBy(() -> FunctionName.parse(TENANT, text))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining("functionName");
    }

    @Test
    void refusesNamesOverSixtyFourCharacters() {
        assertThat(FunctionName.parse(TENANT, "x".repeat(64)).name()).hasSize(64);
        assertThatThrownBy(() -> FunctionName.parse(TENANT, "x".repeat(65))).isInstanceOf(LambdaException.class);
    }

    @Test
    void doesNotReachIntoOtherAccountsAndRegions() {
        assertThatThrownBy(() -> FunctionName.parse(TENANT, "arn:aws:lambda:us-east-1:123456789012:function:f"))
                .hasMessage("Functions from 'us-east-1' are not reachable in this region ('eu-west-1')");
        assertThatThrownBy(() -> FunctionName.parse(TENANT, "arn:aws:lambda:eu-west-1:000000000000:function:f"))
                .hasMessageStartingWith("Function not found");
    }

    @Test
    void wantsQualifiersToAgree() {
        assertThat(FunctionName.parse(TENANT, "f", Optional.of("1")).qualifier())
                .contains("1");
        assertThat(FunctionName.parse(TENANT, "f:1", Optional.of("1")).qualifier())
                .contains("1");
        assertThatThrownBy(() -> FunctionName.parse(TENANT, "f:1", Optional.of("2")))
                .hasMessageContaining("does not match the specified qualifier");
    }

    @Test
    void readsOrRefusesAnyText() {
        Random random = new Random(12);
        String[] pieces = {
            "arn", ":", "aws", "lambda", "eu-west-1", "123456789012", "function", "f", "$LATEST", "é", " "
        };
        for (int i = 0; i < Integer.getInteger("mooring.fuzz", 100_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(16); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            try {
                assertThat(FunctionName.parse(TENANT, text.toString()).name()).matches("[a-zA-Z0-9-_]{1,64}");
            } catch (LambdaException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
    }
}
