package dev.mooring.core.sql.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.Messages;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionExamplesTest {
    @TestFactory
    Stream<DynamicTest> everyExampleGivesWhatItSays() {
        return FunctionRegistry.STANDARD.all().stream()
                .flatMap(function -> function.examples().stream())
                .map(example -> DynamicTest.dynamicTest(example.expression(), () -> check(example)));
    }

    private static void check(Example example) {
        String result =
                Messages.result("SELECT " + example.expression() + " AS v FROM 'a/b'", Messages.EXAMPLE_PAYLOAD);
        if (example.result().isEmpty()) {
            assertThat(result).isEqualTo("{}");
        } else if (example.pattern()) {
            // Quotes in the pattern are optional, so that a pattern can speak of the string alone.
            String value = result.substring("{\"v\":".length(), result.length() - 1);
            assertThat(value).matches("\"?(" + example.result().get() + ")\"?");
        } else {
            assertThat(result).isEqualTo("{\"v\":" + example.result().get() + "}");
        }
    }

    @Test
    void everyFunctionIsDescribedAndHasAnExampleUnlessItNeedsAService() {
        assertThat(FunctionRegistry.STANDARD.all()).allSatisfy(function -> {
            assertThat(function.description()).as(function.name()).endsWith(".");
            assertThat(function.examples().isEmpty()).as(function.name()).isEqualTo(function.isExternal());
        });
    }

    @Test
    void theLanguageHasAllFunctionsOfTheReference() {
        String names =
                "abs accountid acos asin atan atan2 aws_lambda bitand bitor bitxor bitnot ceil chr clientid concat"
                        + " cos cosh decode encode endswith exp floor get get_dynamodb get_mqtt_property get_or_default"
                        + " get_registry_data get_secret get_thing_shadow get_user_properties md2 md5 sha1 sha224 sha256 sha384"
                        + " sha512 indexof isnull isundefined length ln log lower lpad ltrim machinelearning_predict mod nanvl"
                        + " newuuid numbytes parse_time power principal rand regexp_matches regexp_replace regexp_substr remainder"
                        + " replace rpad round rtrim sign sin sinh sourceip substring sql_version sqrt startswith tan tanh"
                        + " time_to_epoch timestamp topic traceid transform trim trunc upper";
        assertThat(FunctionRegistry.STANDARD.all())
                .extracting(SqlFunction::name)
                .containsExactlyInAnyOrder(names.split(" "));
    }
}
