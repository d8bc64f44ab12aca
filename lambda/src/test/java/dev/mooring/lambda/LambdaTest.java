package dev.mooring.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mooring.core.Tenant;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.lambda.process.Interpreters;
import dev.mooring.lambda.process.NeedsNode;
import dev.mooring.lambda.process.Processes;
import dev.mooring.lambda.process.RuntimeLimits;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The room as the server uses it: SQLite, code on disk, real processes, a clock moved by hand. */
@ExtendWith(NeedsNode.class)
class LambdaTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final FunctionName FN = new FunctionName("fn", Optional.empty());
    private static final FunctionConfiguration CONFIGURATION =
            FunctionConfiguration.of("nodejs20.x", "arn:aws:iam::123456789012:role/r", "index.handler");

    @TempDir
    private Path data;

    private final LinkedBlockingQueue<EventOutcome> outcomes = new LinkedBlockingQueue<>();
    private Store store;
    private ManualTimers timers;
    private Lambda lambda;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(data.resolve("mooring.db")), Durability.OS);
        timers = new ManualTimers();
        lambda = Lambda.open(
                new LambdaSettings(
                        data.resolve("lambda"),
                        Interpreters.of(System.getenv()),
                        RuntimeLimits.forProcessors(2),
                        tenant -> Map.of("AWS_ENDPOINT_URL", "http://" + tenant.region()),
                        EventDestinations.NONE,
                        LogDelivery.NONE,
                        outcomes::add),
                store,
                timers);
    }

    @AfterEach
    void close() {
        lambda.close();
        store.close();
    }

    private FunctionDescription create(String script) {
        return lambda.functions().create(TENANT, "fn", CONFIGURATION, Zips.index(script), Map.of());
    }

    private static FunctionInvoker.Call call(String json) {
        return FunctionInvoker.Call.of("request-1", json.getBytes(StandardCharsets.UTF_8));
    }

    private String invoke(String json) throws InterruptedException {
        return new String(lambda.invoker().invoke(TENANT, FN, call(json)).payload(), StandardCharsets.UTF_8);
    }

    private EventOutcome outcome() throws InterruptedException {
        EventOutcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
        assertThat(outcome).as("an outcome").isNotNull();
        return outcome;
    }

    @Test
    void triesAnEventThreeTimesWithAwsDelays() throws Exception {
        Path attempts = data.resolve("attempts");
        create("exports.handler = async (e, c) => {"
                + " require('fs').appendFileSync(e.file, c.awsRequestId + '\\n'); throw new Error('always'); };");

        lambda.invoker().accept(TENANT, FN, call("{\"file\":\"" + attempts + "\"}"));
        timers.awaitTask(Duration.ofMinutes(1));
        assertThat(attempts).hasContent("request-1\n");
        timers.advance(Duration.ofMinutes(1));
        timers.awaitTask(Duration.ofMinutes(2));
        assertThat(attempts).hasContent("request-1\nrequest-1\n");
        timers.advance(Duration.ofMinutes(2));

        assertThat(outcome()).isInstanceOfSatisfying(EventOutcome.Failed.class, failed -> {
            assertThat(failed.attempts()).isEqualTo(3);
            assertThat(failed.error()).asString(StandardCharsets.UTF_8).contains("\"errorMessage\":\"always\"");
        });
        assertThat(attempts).hasContent("request-1\nrequest-1\nrequest-1\n");
        assertThat(lambda.invoker().waitingEvents()).isZero();
    }

    @Test
    void logsEachFailureOfAnEventAtOnceOnOneLine() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger(EventQueue.class);
        log.start();
        logger.addAppender(log);
        try {
            create("exports.handler = async () => { throw new Error('no chat\\n' + 'x'.repeat(1000)); };");
            lambda.invoker().accept(TENANT, FN, call("{}"));
            timers.awaitTask(Duration.ofMinutes(1));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.WARN);
            assertThat(event.getFormattedMessage())
                    .contains("request-1", "function fn failed, next attempt in 60 s", "no chat")
                    .doesNotContain("\n")
                    .hasSizeLessThan(500);
        });
    }

    @Test
    void stopsTryingWhenTheFunctionSucceeds() throws Exception {
        create("let n = 0; exports.handler = async () => { if (++n < 2) throw new Error('once'); };");

        lambda.invoker().accept(TENANT, FN, call("{}"));
        timers.awaitTask(Duration.ofMinutes(1));
        timers.advance(Duration.ofMinutes(1));

        assertThat(outcome()).isEqualTo(new EventOutcome.Done(TENANT, "fn", "request-1", 2));
    }

    @Test
    void givesAnEventUpWhenItsFunctionIsDeleted() throws Exception {
        create("exports.handler = async () => { throw new Error('x'); };");

        lambda.invoker().accept(TENANT, FN, call("{}"));
        timers.awaitTask(Duration.ofMinutes(1));
        lambda.functions().delete(TENANT, FN);
        timers.advance(Duration.ofMinutes(1));

        assertThat(outcome()).isInstanceOfSatisfying(EventOutcome.Dropped.class, dropped -> assertThat(dropped.why())
                .contains("Function not found"));
    }

    @Test
    void refusesEventsOverTheirLimitAndForNobody() {
        create("exports.handler = async () => 1;");

        assertThatThrownBy(() -> lambda.invoker()
                        .accept(TENANT, FN, call('"' + "x".repeat(FunctionInvoker.MAX_EVENT_BYTES) + '"')))
                .hasMessage("Request must be smaller than 1048576 bytes for the InvokeFunction operation");
        assertThatThrownBy(
                        () -> lambda.invoker().accept(TENANT, new FunctionName("other", Optional.empty()), call("{}")))
                .hasMessageContaining("Function not found");
        assertThat(lambda.invoker().waitingEvents()).isZero();
    }

    @Test
    void takesPayloadsThatAreOneJsonValueOfAtMostSixMegabytes() throws Exception {
        create("exports.handler = async e => JSON.stringify(e).length;");

        assertThat(invoke("")).as("nothing is {}").isEqualTo("2");
        assertThat(invoke(" [1, \"ü\"] ")).isEqualTo("7");
        assertThat(invoke("null")).isEqualTo("4");
        assertThat(invoke('"' + "x".repeat(6_291_454) + '"')).isEqualTo("6291456");
        for (String bad : List.of("{", "{} {}", "undefined", "{\"a\":}", "\u0000", " ")) {
            assertThatThrownBy(() -> invoke(bad)).as(bad).isInstanceOfSatisfying(LambdaException.class, e -> assertThat(
                            e.code())
                    .isEqualTo(LambdaException.Code.INVALID_REQUEST_CONTENT));
        }
        assertThatThrownBy(() -> invoke('"' + "x".repeat(6_291_455) + '"'))
                .isInstanceOfSatisfying(LambdaException.class, e -> assertThat(e.code())
                        .isEqualTo(LambdaException.Code.REQUEST_TOO_LARGE));
    }

    @Test
    void tellsTheFunctionTheClientsContext() throws Exception {
        create("exports.handler = async (e, c) => c.clientContext;");

        InvocationResult result = lambda.invoker()
                .invoke(
                        TENANT,
                        FN,
                        new FunctionInvoker.Call(
                                "id", new byte[0], Optional.of("{\"custom\": {\"k\": \"ü\\r\\nX-Evil: 1\"}}")));

        assertThat(result.payload())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"custom\":{\"k\":\"ü\\r\\nX-Evil: 1\"}}");
        assertThatThrownBy(() -> lambda.invoker()
                        .invoke(TENANT, FN, new FunctionInvoker.Call("id", new byte[0], Optional.of("no json"))))
                .hasMessageContaining("Client context must be a valid JSON");
    }

    @Test
    void finishesRunningInvocationsWithTheOldCode() throws Exception {
        Path started = data.resolve("started");
        create("exports.handler = async e => { const fs = require('fs'); fs.writeFileSync(e.file, '');"
                + " while (fs.existsSync(e.file)) await new Promise(r => setTimeout(r, 5));"
                + " return require('./index.js') && 'old'; };");
        LinkedBlockingQueue<String> answer = new LinkedBlockingQueue<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                answer.add(invoke("{\"file\":\"" + started + "\"}"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Processes.await("the invocation", () -> Files.exists(started));

        lambda.functions()
                .updateCode(
                        TENANT,
                        FN,
                        Zips.index("exports.handler = async () => 'new';"),
                        Optional.empty(),
                        Optional.empty(),
                        false);
        assertThat(invoke("{}")).isEqualTo("\"new\"");
        Files.delete(started);

        assertThat(answer.poll(10, TimeUnit.SECONDS)).isEqualTo("\"old\"");
        caller.join();
        Processes.await("the removal of the old code", () -> codeFiles() == 1);
    }

    private long codeFiles() {
        try (var files = Files.walk(data.resolve("lambda"))) {
            return files.filter(f -> f.endsWith("code.zip")).count();
        } catch (IOException | UncheckedIOException e) {
            // Something was removed while we looked: look again.
            return Long.MAX_VALUE;
        }
    }

    @Test
    void checksWithoutChangingAnythingOnADryRun() throws Exception {
        FunctionDescription created = create("exports.handler = async () => 'old';");
        byte[] zip = Zips.index("exports.handler = async () => 'new';");

        FunctionDescription would = lambda.functions()
                .updateCode(TENANT, FN, zip, Optional.of(List.of("arm64")), Optional.of(created.revisionId()), true);

        assertThat(would.codeSize()).isEqualTo(zip.length);
        assertThat(would.configuration().architectures()).containsExactly("arm64");
        assertThat(lambda.functions().get(TENANT, FN)).isEqualTo(created);
        assertThat(invoke("{}")).isEqualTo("\"old\"");
    }

    @Test
    void givesEachChangeARevisionId() {
        FunctionDescription created = create("exports.handler = async () => 1;");

        assertThatThrownBy(() -> lambda.functions()
                        .updateConfiguration(TENANT, FN, Optional.of("old"), c -> c.withTimeoutSeconds(9)))
                .isInstanceOfSatisfying(LambdaException.class, e -> assertThat(e.code())
                        .isEqualTo(LambdaException.Code.PRECONDITION_FAILED));
        FunctionDescription changed = lambda.functions()
                .updateConfiguration(TENANT, FN, Optional.of(created.revisionId()), c -> c.withTimeoutSeconds(9));

        assertThat(changed.revisionId()).isNotEqualTo(created.revisionId());
        assertThat(lambda.functions().get(TENANT, FN)).isEqualTo(changed);
        assertThat(changed.configuration().timeoutSeconds()).isEqualTo(9);
    }

    @Test
    void letsServicesInvokeWhatTheyArePermittedTo() {
        create("exports.handler = async () => 1;");
        InvokeSource rule =
                new InvokeSource("iot.amazonaws.com", "arn:aws:iot:eu-west-1:123456789012:rule/r", "123456789012");
        assertThat(lambda.permissions().mayInvoke(TENANT, FN, rule)).isFalse();

        lambda.permissions()
                .add(
                        TENANT,
                        FN,
                        new FunctionPermissions.Permission(
                                "s",
                                "iot.amazonaws.com",
                                "lambda:InvokeFunction",
                                Optional.of("arn:aws:iot:eu-west-1:123456789012:rule/*"),
                                Optional.empty()),
                        Optional.empty());

        assertThat(lambda.permissions().mayInvoke(TENANT, FN, rule)).isTrue();
        lambda.permissions().remove(TENANT, FN, "s", Optional.empty());
        assertThat(lambda.permissions().mayInvoke(TENANT, FN, rule)).isFalse();
        assertThatThrownBy(() ->
                        lambda.permissions().mayInvoke(TENANT, new FunctionName("absent", Optional.empty()), rule))
                .hasMessageContaining("Function not found");
    }

    @Test
    void limitsThePolicyToTwentyKilobytes() {
        create("exports.handler = async () => 1;");
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 200; i++) {
                        lambda.permissions()
                                .add(
                                        TENANT,
                                        FN,
                                        new FunctionPermissions.Permission(
                                                "statement-" + i,
                                                "iot.amazonaws.com",
                                                "lambda:InvokeFunction",
                                                Optional.empty(),
                                                Optional.empty()),
                                        Optional.empty());
                    }
                })
                .isInstanceOfSatisfying(LambdaException.class, e -> assertThat(e.code())
                        .isEqualTo(LambdaException.Code.POLICY_LENGTH_EXCEEDED));
        assertThat(lambda.functions().get(TENANT, FN).policy().toJson().length())
                .isLessThanOrEqualTo(20_480);
    }

    @Test
    void leavesNothingBehindWhenAFunctionCannotBeMade() throws Exception {
        FunctionDescription first = create("exports.handler = async () => 1;");

        assertThatThrownBy(() -> create("exports.handler = async () => 2;"))
                .isInstanceOfSatisfying(LambdaException.class, e -> assertThat(e.code())
                        .isEqualTo(LambdaException.Code.RESOURCE_CONFLICT));

        assertThat(codeFiles()).isEqualTo(1);
        assertThat(lambda.functions().get(TENANT, FN)).isEqualTo(first);
    }

    @Test
    void keepsEverythingOverARestart() throws Exception {
        FunctionDescription created = create("exports.handler = async () => process.env.AWS_ENDPOINT_URL;");
        close();
        open();

        assertThat(lambda.functions().get(TENANT, FN)).isEqualTo(created);
        assertThat(invoke("{}")).isEqualTo("\"http://eu-west-1\"");
    }
}
