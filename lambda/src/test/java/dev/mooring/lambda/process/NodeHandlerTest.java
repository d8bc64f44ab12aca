package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.lambda.Zips;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What handlers may do, and what AWS's Node.js runtime makes of it. Every case runs a real node process. */
@ExtendWith(NeedsNode.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeHandlerTest {
    private RuntimeFixture fixture;

    @BeforeAll
    void start(@TempDir Path root) {
        fixture = new RuntimeFixture(root, RuntimeFixture.limits());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "callback            | exports.handler = (e, c, cb) => cb(null, {got: e})     | {\"got\":{\"a\":1}}",
                "callback later      | exports.handler = (e, c, cb) => { setTimeout(() => cb(null, e.a), 20); } | 1",
                "promise             | exports.handler = e => Promise.resolve([e.a])          | [1]",
                "async function      | exports.handler = async e => ({b: e.a + 1})            | {\"b\":2}",
                "async undefined     | exports.handler = async () => {}                       | null",
                "returned value      | exports.handler = e => 'x' + e.a                       | \"x1\"",
                "nothing             | exports.handler = () => {}                             | null",
                "work without answer | exports.handler = () => { setTimeout(() => {}, 20); }  | null",
                "context.succeed     | exports.handler = (e, c) => { c.succeed({s: 1}); }     | {\"s\":1}",
                "context.done        | exports.handler = (e, c) => { c.done(null, 'd'); }     | \"d\"",
                "first answer wins   | exports.handler = (e, c, cb) => { cb(null, 1); cb(null, 2); c.succeed(3); } | 1",
                "thenable            | exports.handler = () => ({then: ok => ok('t')})        | \"t\"",
                "module.exports      | module.exports = {handler: async () => 7}              | 7",
            })
    void answers(String name, String script, String expected) throws Exception {
        var result = fixture.js(script).call("{\"a\":1}");

        assertThat(result.payload()).as(result.log()).isEqualTo(expected);
        assertThat(result.isError()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "throw            | exports.handler = () => { throw new RangeError('r'); }              | RangeError | r",
                "reject           | exports.handler = async () => { throw new Error('e'); }             | Error | e",
                "reject no error  | exports.handler = () => Promise.reject('text')                      | string | text",
                "callback error   | exports.handler = (e, c, cb) => cb(new Error('cb'))                 | Error | cb",
                "callback text    | exports.handler = (e, c, cb) => cb('oops')                          | string | oops",
                "context.fail     | exports.handler = (e, c) => { c.fail(new Error('f')); }             | Error | f",
                "own error class  | class Mine extends Error { constructor(m) { super(m); this.name = 'Mine'; } }"
                        + " exports.handler = async () => { throw new Mine('m'); }                      | Mine | m",
                "circular answer  | exports.handler = async () => { const a = {}; a.a = a; return a; }"
                        + "               | Runtime.UnserializableResponse | Unable to stringify response body",
                "never settled    | exports.handler = async () => { await new Promise(() => {}); }"
                        + "                                        | Runtime.NodeJsExit | never settled",
                "uncaught         | exports.handler = (e, c, cb) => { setImmediate(() => { throw new Error('late'); });"
                        + " setTimeout(() => cb(null, 1), 5000); }                                      | Error | late",
                "unhandled        | exports.handler = (e, c, cb) => { Promise.reject(new Error('lost'));"
                        + " setTimeout(() => cb(null, 1), 5000); }   | Runtime.UnhandledPromiseRejection | Error: lost",
            })
    void reportsErrors(String name, String script, String type, String message) throws Exception {
        var result = fixture.js(script).call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .startsWith("{\"errorType\":\"" + type + "\",\"errorMessage\":\"")
                .contains(message);
        assertThat(result.payload()).contains("\"trace\":[");
        assertThat(result.log()).contains("\t" + result.requestId() + "\tERROR\t");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "exit 0      | process.exit(0)                    | Runtime exited without providing a reason",
                "exit 3      | process.exit(3)                    | Runtime exited with error: exit status 3",
                "killed      | process.kill(process.pid, 'SIGKILL') | Runtime exited with error: signal: killed",
                "aborted     | process.abort()                    | Runtime exited with error: signal: aborted",
            })
    void reportsTheEndOfTheProcess(String name, String statement, String reason) throws Exception {
        var function = fixture.js("exports.handler = async () => { console.log('last words'); " + statement
                + "; await new Promise(r => setTimeout(r, 5000)); }");

        var result = function.call("{}");

        assertThat(result.payload())
                .isEqualTo("{\"errorType\":\"Runtime.ExitError\",\"errorMessage\":\"RequestId: " + result.requestId()
                        + " Error: " + reason + "\"}");
        assertThat(result.log()).contains("last words", reason, "Status: error\tError Type: Runtime.ExitError");
        assertThat(function.call("{}").payload())
                .as("the next one gets a new process")
                .contains(reason);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "syntax       | exports.handler = (                         | index.handler | Runtime.UserCodeSyntaxError",
                "no module    | require('nowhere'); exports.handler = 1     | index.handler | Runtime.ImportModuleError",
                "no export    | exports.other = () => {}                    | index.handler | Runtime.HandlerNotFound",
                "no function  | exports.handler = 1                         | index.handler | Runtime.HandlerNotFound",
                "no file      | exports.handler = 1                         | main.handler  | Runtime.ImportModuleError",
                "bad name     | exports.handler = 1                         | index         | Runtime.MalformedHandlerName",
                "climbs       | exports.handler = 1                    | ../index.handler | Runtime.MalformedHandlerName",
                "throws       | throw new TypeError('at load')              | index.handler | TypeError",
            })
    void reportsWhyAFunctionCannotBeLoaded(String name, String script, String handler, String type) throws Exception {
        var result = fixture.js(script).handler(handler).call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload()).startsWith("{\"errorType\":\"" + type + "\"");
    }

    @Test
    void tellsThatTheAwsSdkHasToBeInThePackage() throws Exception {
        var commonJs = fixture.js("require('@aws-sdk/client-iot')").call("{}");
        var module = fixture.zip(Zips.of("index.mjs", "import '@aws-sdk/client-iot'"))
                .call("{}");

        assertThat(commonJs.log()).contains("\tWARN\tAWS Lambda brings the AWS SDK along");
        assertThat(module.log()).contains("\tWARN\tAWS Lambda brings the AWS SDK along");
        assertThat(fixture.js("require('other')").call("{}").log()).doesNotContain("SDK");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "mjs              | index.mjs   | index.handler      | export const handler = async e => import.meta.url.length > 0",
                "cjs              | index.cjs   | index.handler      | exports.handler = async e => __filename.length > 0",
                "folder           | src/a.js    | src/a.handler      | exports.handler = async e => true",
                "nested export    | src/a.js    | src/a.b.handler    | exports.b = {handler: async e => true}",
                "top-level await  | index.mjs   | index.handler      | await null; export const handler = () => Promise.resolve(true)",
            })
    void loadsModulesAsNodeDoes(String name, String file, String handler, String script) throws Exception {
        var result = fixture.zip(Zips.of(file, script)).handler(handler).call("{}");

        assertThat(result.payload()).isEqualTo("true");
    }

    @Test
    void takesJsFilesForModulesWhereThePackageSaysSo() throws Exception {
        byte[] zip = Zips.of(
                "package.json", "{\"type\": \"module\"}",
                "lib/other.js", "export default 5;",
                "index.js", "import other from './lib/other.js'; export const handler = async () => other;");

        assertThat(fixture.zip(zip).call("{}").payload()).isEqualTo("5");
    }

    @Test
    void answersBeforeTheEventLoopIsEmptyWhenTheCallbackNeedNotWait() throws Exception {
        var function = fixture.js("exports.handler = (e, c, cb) => { c.callbackWaitsForEmptyEventLoop = false;"
                + " setInterval(() => {}, 100); cb(null, 'now'); }");

        assertThat(function.call("{}").payload()).isEqualTo("\"now\"");
        assertThat(function.call("{}").payload())
                .as("its timers notwithstanding")
                .isEqualTo("\"now\"");
    }

    @Test
    void waitsForTheEventLoopBeforeItSendsTheCallbacksResult() throws Exception {
        var result = fixture.js("exports.handler = (e, c, cb) => { cb(null, 'r');"
                        + " setTimeout(() => console.log('late work'), 150); }")
                .call("{}");

        assertThat(result.payload()).isEqualTo("\"r\"");
        assertThat(result.log()).contains("late work");
    }

    @Test
    void hasNoCallbacksInTheRuntimeForNode24() throws Exception {
        var callback = fixture.js("exports.handler = (event, context, callback) => callback(null, 1);")
                .on("nodejs24.x");
        var value = fixture.js("exports.handler = (event, context) => [typeof context.done, event.a];")
                .on("nodejs24.x");

        assertThat(callback.call("{}").payload()).startsWith("{\"errorType\":\"Runtime.CallbackHandlerDeprecated\"");
        assertThat(value.call("{\"a\":1}").payload()).isEqualTo("[\"undefined\",1]");
    }

    @Test
    void tellsTheHandlerItsContext() throws Exception {
        var function = fixture.js(
                        "exports.handler = async (e, c) => ({...c, left: c.getRemainingTimeInMillis(), waits: undefined})")
                .timeout(9);

        var result = function.call("{}");

        assertThat(result.payload())
                .contains("\"functionName\":\"" + function.name() + "\"")
                .contains("\"functionVersion\":\"$LATEST\"")
                .contains("\"memoryLimitInMB\":\"256\"")
                .contains("\"awsRequestId\":\"" + result.requestId() + "\"")
                .contains("\"logGroupName\":\"/aws/lambda/" + function.name() + "\"")
                .contains("\"logStreamName\":\"2026/01/02/[$LATEST]")
                .contains("\"callbackWaitsForEmptyEventLoop\":true")
                .contains("\"invokedFunctionArn\":\"arn:aws:lambda:eu-west-1:123456789012:function:" + function.name());
        assertThat(result.payload()).containsPattern("\"left\":[1-9]\\d{3}[,}]");
    }

    @Test
    void givesTheFunctionAwsVariablesAndItsOwnAndNoOthers() throws Exception {
        var function = fixture.js("exports.handler = async () => Object.fromEntries(Object.entries(process.env))")
                .env(Map.of("OWN", "value"));

        var variables = new tools.jackson.databind.json.JsonMapper()
                .readTree(function.call("{}").payload());

        assertThat(variables.propertyNames())
                .containsExactlyInAnyOrder(
                        "_HANDLER",
                        "AWS_ACCESS_KEY_ID",
                        "AWS_DEFAULT_REGION",
                        "AWS_ENDPOINT_URL",
                        "AWS_EXECUTION_ENV",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "AWS_LAMBDA_LOG_GROUP_NAME",
                        "AWS_LAMBDA_LOG_STREAM_NAME",
                        "AWS_LAMBDA_RUNTIME_API",
                        "AWS_REGION",
                        "HOME",
                        "LAMBDA_RUNTIME_DIR",
                        "LAMBDA_TASK_ROOT",
                        "LANG",
                        "NODE_PATH",
                        "OWN",
                        "PATH",
                        "TZ");
        assertThat(variables.path("AWS_REGION").asString()).isEqualTo("eu-west-1");
        assertThat(variables.path("AWS_EXECUTION_ENV").asString()).isEqualTo("AWS_Lambda_nodejs20.x");
        assertThat(variables.path("TZ").asString()).isEqualTo(":UTC");
        assertThat(Path.of(variables.path("HOME").asString())).startsWith(fixture.root.toAbsolutePath());
    }

    @Test
    void worksInTheTaskRoot() throws Exception {
        var result = fixture.js("exports.handler = async () => process.cwd() === process.env.LAMBDA_TASK_ROOT"
                        + " && require('fs').existsSync('index.js')")
                .call("{}");

        assertThat(result.payload()).isEqualTo("true");
    }

    @Test
    void logsLikeAws() throws Exception {
        var function = fixture.js("exports.handler = async () => { console.log('a %s', 'b', {c: 1}); console.warn('w');"
                + " console.error('e'); console.debug('d'); process.stdout.write('raw'); }");

        var result = function.call("{}");

        String id = result.requestId();
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
        assertThat(result.log())
                .matches("INIT_START Runtime Version: nodejs:[\\d.]+\tRuntime: nodejs20\\.x\n"
                        + "START RequestId: " + id + " Version: \\$LATEST\n"
                        + time + "\t" + id + "\tINFO\ta b \\{ c: 1 }\n"
                        + time + "\t" + id + "\tWARN\tw\n"
                        + time + "\t" + id + "\tERROR\te\n"
                        + time + "\t" + id + "\tDEBUG\td\n"
                        + "raw\n"
                        + "END RequestId: " + id + "\n"
                        + "REPORT RequestId: " + id + "\tDuration: [\\d.]+ ms\tBilled Duration: \\d+ ms\t"
                        + "Memory Size: 256 MB\tMax Memory Used: \\d+ MB\tInit Duration: [\\d.]+ ms\t\n");
        assertThat(function.logFile()).hasContent(result.log());
    }
}
