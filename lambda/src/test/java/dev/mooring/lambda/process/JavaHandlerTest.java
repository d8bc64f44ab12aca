package dev.mooring.lambda.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What handlers may be, and what AWS's Java runtime makes of them. Every case runs a real Java process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JavaHandlerTest {
    private static final String IMPORTS =
            "import com.amazonaws.services.lambda.runtime.*;\n" + "import java.io.*;\nimport java.util.*;\n";

    private Path root;
    private RuntimeFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        root = directory;
        fixture = new RuntimeFixture(directory, RuntimeFixture.limits());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private RuntimeFixture.Fn java(String source) throws Exception {
        Path build = root.resolve("build-" + UUID.randomUUID());
        return fixture.zip(JavaFunctions.zip(build, "Fn", IMPORTS + source))
                .on("java17")
                .handler("example.Fn");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "map to map      | example.Fn | public class Fn implements RequestHandler<Map<String, Object>, Map<String, Object>> {"
                        + " public Map<String, Object> handleRequest(Map<String, Object> e, Context c) { return Map.of(\"got\", e); } }"
                        + " | {\"got\":{\"name\":\"n\",\"value\":2}}",
                "bean to record  | example.Fn | public class Fn implements RequestHandler<Fn.In, Fn.Out> {"
                        + " public static class In { private String name; private int value; public void setName(String n) { name = n; }"
                        + " public void setValue(int v) { value = v; } }"
                        + " public record Out(String text) {}"
                        + " public Out handleRequest(In e, Context c) { return new Out(e.name + e.value); } } | {\"text\":\"n2\"}",
                "inherited types | example.Fn | public class Fn extends Base<In> { }"
                        + " record In(String name) {}"
                        + " abstract class Base<T> implements RequestHandler<T, String> {"
                        + " public String handleRequest(T e, Context c) { return e.getClass().getSimpleName() + e; } } | \"InIn[name=n]\"",
                "streams         | example.Fn | public class Fn implements RequestStreamHandler {"
                        + " public void handleRequest(InputStream in, OutputStream out, Context c) throws IOException {"
                        + " out.write('['); in.transferTo(out); out.write(']'); } } | [{\"name\":\"n\",\"value\":2}]",
                "plain method    | example.Fn::work | public class Fn { public int work(Map<String, Object> e) { return e.size(); } } | 2",
                "with context    | example.Fn::work | public class Fn { public String work(Object e, Context c) {"
                        + " return c.getMemoryLimitInMB() + e.getClass().getSimpleName(); } } | \"256LinkedHashMap\"",
                "static          | example.Fn::work | public class Fn { public static boolean work() { return true; } } | true",
                "void            | example.Fn::work | public class Fn { public void work(Map<String, Object> e) { } } | null",
            })
    void answers(String name, String handler, String source, String expected) throws Exception {
        var result = java(source).handler(handler).call("{\"name\":\"n\",\"value\":2}");

        assertThat(result.payload()).as(result.log()).isEqualTo(expected);
        assertThat(result.isError()).isFalse();
    }

    @Test
    void tellsTheHandlerItsContextAndLogsWhatItPrints() throws Exception {
        var function = java("""
                public class Fn implements RequestHandler<Object, List<Object>> {
                    public List<Object> handleRequest(Object e, Context c) {
                        c.getLogger().log("through the logger\\n");
                        System.out.println("printed");
                        System.err.println("to stderr");
                        System.out.print("no line feed");
                        return Arrays.asList(c.getAwsRequestId(), c.getFunctionName(), c.getFunctionVersion(),
                            c.getInvokedFunctionArn(), c.getLogGroupName(), c.getRemainingTimeInMillis() > 0,
                            c.getIdentity().getIdentityId(), c.getClientContext(), System.getenv("WORD"));
                    }
                }
                """).env(Map.of("WORD", "w"));

        var result = function.call("{}");

        assertThat(result.payload())
                .as(result.log())
                .isEqualTo("[\"" + result.requestId() + "\",\"" + function.name() + "\",\"$LATEST\","
                        + "\"arn:aws:lambda:eu-west-1:123456789012:function:" + function.name() + "\",\"/aws/lambda/"
                        + function.name() + "\",true,null,null,\"w\"]");
        assertThat(result.log())
                .contains("through the logger\n", "printed\n", "to stderr\n", "no line feed\n")
                .contains("Max Memory Used: ");
    }

    @Test
    void reportsAnExceptionWithItsCauseAndGoesOn() throws Exception {
        var function = java("""
                public class Fn implements RequestHandler<Map<String, Object>, String> {
                    public String handleRequest(Map<String, Object> e, Context c) {
                        if (e.containsKey("ok")) { return "well"; }
                        throw new IllegalStateException("no", new IOException("deep"));
                    }
                }
                """);

        var result = function.call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload())
                .startsWith("{\"errorMessage\":\"no\",\"errorType\":\"java.lang.IllegalStateException\","
                        + "\"stackTrace\":[\"example.Fn.handleRequest(Fn.java:")
                .contains("\"cause\":{\"errorMessage\":\"deep\",\"errorType\":\"java.io.IOException\"")
                .doesNotContain("dev.mooring", "jdk.internal.reflect");
        assertThat(result.log())
                .contains("no: java.lang.IllegalStateException\njava.lang.IllegalStateException: no\n\tat example.Fn");
        assertThat(function.call("{\"ok\":1}").payload()).isEqualTo("\"well\"");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "no class     | example.Missing | public class Fn { }         | Class not found: example.Missing | java.lang.ClassNotFoundException",
                "no interface | example.Fn      | public class Fn { }         | does not implement an appropriate handler interface | java.lang.NoSuchMethodException",
                "no method    | example.Fn::run | public class Fn { }         | No public method named run with appropriate method signature found on class example.Fn | java.lang.NoSuchMethodException",
                "constructor  | example.Fn::run | public class Fn { public Fn() { throw new ArithmeticException(\"at init\"); } public void run() {} } | at init | java.lang.ArithmeticException",
                "initializer  | example.Fn::run | public class Fn { static int x = 1 / Integer.parseInt(\"0\"); public void run() {} } | / by zero | java.lang.ArithmeticException",
            })
    void reportsWhyAFunctionCannotBeLoaded(String name, String handler, String source, String message, String type)
            throws Exception {
        var result = java(source).handler(handler).call("{}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload()).contains(message, "\"errorType\":\"" + type + "\"");
    }

    @Test
    void reportsAnEventThatDoesNotFitTheHandlersType() throws Exception {
        var result = java("public class Fn { public int work(int e) { return e; } }")
                .handler("example.Fn::work")
                .call("{\"a\":1}");

        assertThat(result.isError()).isTrue();
        assertThat(result.payload()).contains("Exception", "int");
    }

    @Test
    void reportsTheEndOfTheProcess() throws Exception {
        var result = java("public class Fn { public void work() { System.exit(3); } }")
                .handler("example.Fn::work")
                .call("{}");

        assertThat(result.payload()).contains("Runtime.ExitError", "exit status 3");
    }

    @Test
    void doesNotSeeTheClassesOfItsRuntimeClient() throws Exception {
        var result = java("public class Fn { public Class<?> work() throws Exception {"
                        + " return Class.forName(\"tools.jackson.databind.json.JsonMapper\"); } }")
                .handler("example.Fn::work")
                .call("{}");

        assertThat(result.payload()).contains("java.lang.ClassNotFoundException");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 21, 25})
    void runsOnTheVersionAskedForOrTheNextNewer(int major) throws Exception {
        var found = Interpreters.of(System.getenv()).javas().find(new LambdaRuntime.Java(major));
        var result = java("public class Fn { public int work() { return Runtime.version().feature(); } }")
                .handler("example.Fn::work")
                .on("java" + major)
                .call("{}");

        assertThat(found.major()).isGreaterThanOrEqualTo(major);
        assertThat(result.payload()).as(result.log()).isEqualTo(Integer.toString(found.major()));
    }
}
