package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.Zips;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers may do, and what AWS's Python runtime makes of it. Every case runs a real Python process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PythonHandlerTest {
    private RuntimeFixture fixture;

    @BeforeAll
    void start(@TempDir Path root) {
        try {
            Interpreters.of(System.getenv()).pythons().find(new LambdaRuntime.Python(12));
        } catch (LambdaException e) {
            Assumptions.abort("SKIPPED, these tests run real functions: " + e.getMessage());
        }
        fixture = new RuntimeFixture(root, RuntimeFixture.limits());
    }

    @AfterAll
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private RuntimeFixture.Fn python(String script) throws Exception {
        return fixture.zip(Zips.of("index.py", script)).on("python3.12");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "object          | return {'got': event}                     | {\"got\": {\"a\": 1}}",
                "nothing         | pass                                      | null",
                "text            | return 'grüß ' + str(event['a'])           | \"grüß 1\"",
                "decimals        | import decimal; return [decimal.Decimal('2'), decimal.Decimal('2.5')] | [2, 2.5]",
                "function's file | return __file__.endswith('/index.py')      | true",
            })
    void answers(String name, String body, String expected) throws Exception {
        var result = python("def handler(event, context):\n  " + body + "\n").call("{\"a\":1}");

        assertThat(result.payload()).as(result.log()).isEqualTo(expected);
        assertThat(result.isError()).isFalse();
    }

    @Test
    void tellsTheHandlerItsContext() throws Exception {
        var function = python("""
                import os
                def handler(event, context):
                    return [context.aws_request_id, context.function_name, context.function_version,
                            context.invoked_function_arn, context.memory_limit_in_mb, context.log_group_name,
                            context.log_stream_name == os.environ['AWS_LAMBDA_LOG_STREAM_NAME'],
                            0 < context.get_remaining_time_in_millis() <= 10000,
                            context.identity.cognito_identity_id, context.client_context]
                """);

        var result = function.call("{}");

        assertThat(result.payload())
                .isEqualTo("[\"" + result.requestId() + "\", \"" + function.name() + "\", \"$LATEST\","
                        + " \"arn:aws:lambda:eu-west-1:123456789012:function:" + function.name()
                        + "\", \"256\", \"/aws/lambda/" + function.name() + "\", true, true, null, null]");
    }

    @Test
    void keepsItsProcessAndModulesForTheNextEvent() throws Exception {
        var function = python("n = 0\ndef handler(event, context):\n  global n\n  n += 1\n  return n\n");

        assertThat(function.call("{}").payload()).isEqualTo("1");
        assertThat(function.call("{}").payload()).isEqualTo("2");
    }

    @Test
    void logsWhatIsPrintedAndWhatIsLogged() throws Exception {
        var result = python("""
                import logging, sys
                logging.getLogger().setLevel(logging.INFO)
                def handler(event, context):
                    print('printed')
                    print('to stderr', file=sys.stderr)
                    logging.info('told')
                    sys.stdout.write('no line feed')
                """).call("{}");

        assertThat(result.log())
                .contains("START RequestId: " + result.requestId(), "printed\n", "to stderr\n", "no line feed\n")
                .containsPattern("\\[INFO]\t\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z\t" + result.requestId() + "\ttold\n")
                .contains("REPORT RequestId: " + result.requestId(), "Max Memory Used: ");
    }

    @Test
    void reportsAnExceptionWithItsStackTraceAndGoesOn() throws Exception {
        var function = python("""
                def inner():
                    raise ValueError('no')
                def handler(event, context):
                    if event.get('ok'):
                        return 'well'
                    inner()
                """);

        var result = function.call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .startsWith("{\"errorMessage\": \"no\", \"errorType\": \"ValueError\", \"requestId\": \""
                        + result.requestId() + "\", \"stackTrace\": [\"  File \\\"")
                .contains("/index.py\\\", line 6, in handler\\n    inner()\\n\"")
                .contains("line 2, in inner\\n    raise ValueError('no')\\n\"]}")
                .doesNotContain("bootstrap.py");
        assertThat(result.log()).contains("[ERROR] ValueError: no\nTraceback (most recent call last):\n  File \"");
        assertThat(function.call("{\"ok\":1}").payload()).isEqualTo("\"well\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "syntax      | def handler(:            | index.handler | Runtime.UserCodeSyntaxError | Syntax error in module 'index'",
                "no module   | import nowhere           | index.handler | Runtime.ImportModuleError   | Unable to import module 'index': No module named 'nowhere'",
                "no function | x = 1                    | index.handler | Runtime.HandlerNotFound     | Handler 'handler' missing on module 'index'",
                "no file     | x = 1                    | main.handler  | Runtime.ImportModuleError   | Unable to import module 'main': No module named 'main'",
                "bad name    | x = 1                    | index         | Runtime.MalformedHandlerName | Bad handler 'index': not enough values to unpack (expected 2, got 1)",
                "throws      | raise KeyError('x')      | index.handler | KeyError                    | 'x'",
                "no boto3    | raise ImportError(\"No module named 'boto3'\") | index.handler | Runtime.ImportModuleError | 'boto3'",
            })
    void reportsWhyAFunctionCannotBeLoaded(String name, String script, String handler, String type, String message)
            throws Exception {
        var result = python(script).handler(handler).call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload()).contains("\"errorType\": \"" + type + "\"", message);
        assertThat(result.log().contains("brings boto3 along")).isEqualTo(name.equals("no boto3"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not JSON   | return {1, 2}                 | Unable to marshal response: Object of type set is not JSON serializable",
                "circular   | a = []; a.append(a); return a | Unable to marshal response: Circular reference detected",
            })
    void refusesAnswersThatAreNotJson(String name, String body, String message) throws Exception {
        var result = python("def handler(event, context):\n  " + body + "\n").call("{}");

        assertThat(result.payload())
                .startsWith("{\"errorMessage\": \"" + message + "\", \"errorType\": \"Runtime.MarshalError\"");
    }

    @Test
    void reportsTheEndOfTheProcess() throws Exception {
        var result = python("import sys\ndef handler(event, context):\n  sys.exit(3)\n")
                .call("{}");

        assertThat(result.payload()).contains("Runtime.ExitError", "exit status 3");
    }

    @Test
    void isKilledAtItsDeadlineAndItsOutputIsKept() throws Exception {
        var result = python("import time\ndef handler(event, context):\n  print('before')\n  time.sleep(60)\n")
                .timeout(1)
                .call("{}");

        assertThat(result.payload()).contains("Task timed out after 1.00 seconds");
        assertThat(result.log()).contains("before\n");
    }

    @Test
    void seesItsEnvironmentButNotTheRuntimesSecret() throws Exception {
        var result = python("""
                import os
                def handler(event, context):
                    return [os.environ['WORD'], os.environ['AWS_ENDPOINT_URL'], os.environ['AWS_EXECUTION_ENV'],
                            'MOORING_RUNTIME_TOKEN' in os.environ]
                """).env(Map.of("WORD", "w")).call("{}");

        assertThat(result.payload()).isEqualTo("[\"w\", \"http://127.0.0.1:1\", \"AWS_Lambda_python3.12\", false]");
    }

    @Test
    void importsPackagesAndSubmodulesAndLeavesThePackageAsItWas() throws Exception {
        var function = fixture.zip(Zips.of(
                        "src/app.py",
                                "from helper import word\ndef handler(event, context):\n  return [word, __file__]\n",
                        "helper.py", "word = 'helped'\n"))
                .on("python3.12")
                .handler("src/app.handler");

        String answer = function.call("{}").payload();

        assertThat(answer).startsWith("[\"helped\", \"/");
        Path source = Path.of(answer.substring(answer.indexOf('/'), answer.lastIndexOf('"')));
        assertThat(Files.exists(source.resolveSibling("__pycache__"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14})
    void runsOnTheVersionAskedForWhereThereIsOne(int minor) throws Exception {
        var found = Interpreters.of(System.getenv()).pythons().find(new LambdaRuntime.Python(minor));
        Assumptions.assumeTrue(found.minor() == minor, "SKIPPED: no Python 3." + minor + " on this machine");

        var result = python("import sys\ndef handler(event, context):\n  return sys.version_info[1]\n")
                .on("python3." + minor)
                .call("{}");

        assertThat(result.payload()).as(result.log()).isEqualTo(Integer.toString(minor));
        assertThat(result.log()).contains("INIT_START Runtime Version: python:3." + minor + ".");
    }
}
