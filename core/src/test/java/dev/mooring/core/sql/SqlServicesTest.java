package dev.mooring.core.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.sql.SqlServices.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlServicesTest {
    /** Answers with what it was asked. */
    private static final class Echo implements SqlServices {
        @Override
        public Answer awsLambda(String functionArn, byte[] inputJson) {
            return json(
                    "{\"arn\":\"" + functionArn + "\",\"in\":" + new String(inputJson, StandardCharsets.UTF_8) + "}");
        }

        @Override
        public Answer getThingShadow(String thingName, Optional<String> shadowName, String roleArn) {
            return json("{\"state\":{\"reported\":\"" + thingName + shadowName + roleArn + "\"}}");
        }

        @Override
        public Answer getSecretString(String secretId, String roleArn) {
            return secretId.equals("json") ? new Answer.Text("{\"key\":\"k1\"}") : new Answer.Text("plain");
        }

        @Override
        public Answer getSecretBinary(String secretId, String roleArn) {
            return new Answer.Text("AAEC");
        }

        @Override
        public Answer getDynamodb(String tableName, Key partitionKey, Optional<Key> sortKey, String roleArn) {
            return json("{\"asked\":\"" + tableName + " " + partitionKey.name() + "=" + partitionKey.value() + " "
                    + partitionKey.number()
                    + sortKey.map(key -> " " + key.value()).orElse("") + "\"}");
        }

        @Override
        public Answer getRegistryData(String registryApi, String thingName, String roleArn) {
            return json("{\"thingName\":\"" + thingName + "\"}");
        }

        @Override
        public Answer machinelearningPredict(String modelId, String roleArn, byte[] recordJson) {
            return json(new String(recordJson, StandardCharsets.UTF_8));
        }

        private static Answer json(String text) {
            return new Answer.Json(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aws_lambda('f', {'a': a})|{\"arn\":\"f\",\"in\":{\"a\":1}}",
                "aws_lambda('f', *).in.b|`{\"c\":[2]}`",
                "get_thing_shadow('t', 'r').state.reported|\"tOptional.emptyr\"",
                "get_thing_shadow('t', 's', 'r').state.reported|\"tOptional[s]r\"",
                "get_secret('x', 'SecretString', 'r')|\"plain\"",
                "get_secret('json', 'SecretString', 'key', 'r')|\"k1\"",
                "get_secret('x', 'SecretBinary', 'r')|\"AAEC\"",
                "get_dynamodb('t', 'id', a, 'r').asked|\"t id=1 true\"",
                "get_dynamodb('t', 'id', 'x', 'sk', 's', 'r').asked|\"t id=x false s\"",
                "get_registry_data('DescribeThing', 't', 'r')|{\"thingName\":\"t\"}",
                "machinelearning_predict('m', 'r', *)|{\"a\":1,\"b\":\"{\\\"c\\\":[2]}\"}"
            })
    void externalFunctionsPassTheirArgumentsAndGiveTheAnswer(String expression, String expected) {
        assertThat(select(expression, new Echo())).isEqualTo("{\"v\":" + expected + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aws_lambda(1, *)",
                "aws_lambda('f', nokey)",
                "get_thing_shadow('t', 5, 'r')",
                "get_secret('x', 'SecretString', 'key', 'r')",
                "get_secret('x', 'SecretBinary', 'key', 'r')",
                "get_secret('x', 'Other', 'r')",
                "get_dynamodb('t', 'id', 'x', 'sk', 'r')",
                "get_dynamodb('t', 'id', true, 'r')",
                "get_registry_data('DeleteThing', 't', 'r')",
                "machinelearning_predict('m', 'r', 5)"
            })
    void wrongArgumentsAreUndefined(String expression) {
        assertThat(select(expression, new Echo())).isEqualTo("{}");
    }

    @Test
    void withoutServicesTheyAreUndefinedAndSayWhy() {
        SqlOutcome outcome = Messages.run("SELECT get_thing_shadow('t', 'r') AS s, 1 AS ok FROM 'a'", "{}");
        assertThat(outcome).isInstanceOfSatisfying(SqlOutcome.Output.class, output -> {
            assertThat(new String(output.payload())).isEqualTo("{\"ok\":1}");
            assertThat(output.notes()).containsExactly("get_thing_shadow() is not available here");
        });
    }

    @Test
    void anAnswerThatIsNotJsonIsUndefinedAndSaysSo() {
        SqlServices broken = new SqlServices() {
            @Override
            public Answer awsLambda(String functionArn, byte[] inputJson) {
                return new Answer.Json("oops".getBytes());
            }
        };
        assertThat(select("get_or_default(aws_lambda('f', *), 'fallback')", broken))
                .isEqualTo("{\"v\":\"fallback\"}");
    }

    private static String select(String expression, SqlServices services) {
        SqlOutcome outcome = SqlStatement.parse("SELECT " + expression + " AS v FROM 'a'", SqlVersion.BETA)
                .evaluate(Messages.input("a", "{\"a\":1,\"b\":{\"c\":[2]}}".getBytes(), services));
        return new String(((SqlOutcome.Output) outcome).payload(), StandardCharsets.UTF_8);
    }
}
