package dev.mooring.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.lambda.process.Interpreters;
import dev.mooring.lambda.process.NeedsNode;
import dev.mooring.lambda.process.Processes;
import dev.mooring.lambda.process.RuntimeLimits;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of events: retries, age, destinations, dead letters, restarts. A clock moved by hand, real functions. */
@ExtendWith(NeedsNode.class)
class AsynchronousInvocationTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final FunctionName FN = new FunctionName("fn", Optional.empty());
    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:";
    private static final String QUEUE = "arn:aws:sqs:eu-west-1:123456789012:results";
    private static final String DEAD = "arn:aws:sqs:eu-west-1:123456789012:dead";
    private static final FunctionConfiguration CONFIGURATION =
            FunctionConfiguration.of("nodejs20.x", "arn:aws:iam::123456789012:role/r", "index.handler");

    @TempDir
    private Path data;

    private final LinkedBlockingQueue<EventOutcome> outcomes = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Sent> sent = new LinkedBlockingQueue<>();
    private Store store;
    private ManualTimers timers;
    private Lambda lambda;

    private record Sent(String arn, String message, Map<String, EventDestinations.Attribute> attributes) {
        JsonNode json() {
            return JsonMapper.shared().readTree(message);
        }
    }

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(data.resolve("mooring.db")), Durability.OS);
        timers = new ManualTimers();
        lambda = Lambda.open(
                new LambdaSettings(
                        data.resolve("lambda"),
                        Interpreters.of(System.getenv()),
                        RuntimeLimits.forProcessors(2),
                        tenant -> Map.of(),
                        (tenant, arn, message, attributes) -> {
                            sent.add(new Sent(arn, message, attributes));
                            return Optional.empty();
                        },
                        LogDelivery.NONE,
                        outcomes::add),
                store,
                timers);
        lambda.resume();
    }

    @AfterEach
    void close() {
        lambda.close();
        store.close();
    }

    private void create(String name, String script) {
        lambda.functions().create(TENANT, name, CONFIGURATION, Zips.index(script), Map.of());
    }

    private void configure(int retries, int ageSeconds, Optional<String> onSuccess, Optional<String> onFailure) {
        lambda.eventInvokeConfigs()
                .put(
                        TENANT,
                        FN,
                        new EventInvokeConfig(
                                OptionalInt.of(retries),
                                OptionalInt.of(ageSeconds),
                                onSuccess,
                                onFailure,
                                Instant.EPOCH));
    }

    private void accept(String json) {
        lambda.invoker()
                .accept(TENANT, FN, FunctionInvoker.Call.of("request-1", json.getBytes(StandardCharsets.UTF_8)));
    }

    private EventOutcome outcome() throws InterruptedException {
        EventOutcome outcome = outcomes.poll(20, TimeUnit.SECONDS);
        assertThat(outcome).as("an outcome").isNotNull();
        return outcome;
    }

    private Sent sent() throws InterruptedException {
        Sent message = sent.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("a record").isNotNull();
        return message;
    }

    @Test
    void sendsARecordOfSuccess() throws Exception {
        create("fn", "exports.handler = async e => ({doubled: e.n * 2});");
        configure(0, 60, Optional.of(QUEUE), Optional.empty());

        accept("{\"n\":4}");

        Sent record = sent();
        assertThat(record.arn()).isEqualTo(QUEUE);
        assertThat(record.json())
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"version\":\"1.0\",\"timestamp\":\"2026-01-02T03:04:05Z\",\"requestContext\":{"
                                + "\"requestId\":\"request-1\",\"functionArn\":\"" + ARN + "fn:$LATEST\","
                                + "\"condition\":\"Success\",\"approximateInvokeCount\":1},\"requestPayload\":{\"n\":4},"
                                + "\"responseContext\":{\"statusCode\":200,\"executedVersion\":\"$LATEST\"},"
                                + "\"responsePayload\":{\"doubled\":8}}"));
        assertThat(outcome()).isEqualTo(new EventOutcome.Done(TENANT, "fn", "request-1", 1));
    }

    @Test
    void sendsARecordOfFailureAndTheEventItselfToTheDeadLetterQueue() throws Exception {
        create("fn", "exports.handler = async () => { throw new TypeError('no'); };");
        lambda.functions()
                .updateConfiguration(TENANT, FN, Optional.empty(), c -> c.withDeadLetterTarget(Optional.of(DEAD)));
        configure(1, 3600, Optional.of(ARN + "never"), Optional.of(QUEUE));

        accept("{\"n\":4}");
        timers.awaitTask(Duration.ofMinutes(1));
        assertThat(sent).isEmpty();
        timers.advance(Duration.ofMinutes(1));

        Sent record = sent();
        assertThat(record.json().at("/requestContext/condition").asString()).isEqualTo("RetriesExhausted");
        assertThat(record.json().at("/requestContext/approximateInvokeCount").asInt())
                .isEqualTo(2);
        assertThat(record.json().at("/responseContext/functionError").asString())
                .isEqualTo("Unhandled");
        assertThat(record.json().at("/responsePayload/errorMessage").asString()).isEqualTo("no");
        Sent dead = sent();
        assertThat(dead.arn()).isEqualTo(DEAD);
        assertThat(dead.message()).isEqualTo("{\"n\":4}");
        assertThat(dead.attributes())
                .containsOnly(
                        Map.entry("RequestID", new EventDestinations.Attribute("String", "request-1")),
                        Map.entry("ErrorCode", new EventDestinations.Attribute("Number", "200")),
                        Map.entry("ErrorMessage", new EventDestinations.Attribute("String", "no")));
        assertThat(outcome()).isInstanceOf(EventOutcome.Failed.class);
        assertThat(lambda.invoker().waitingEvents()).isZero();
    }

    @Test
    void invokesAnotherFunctionWithTheRecord() throws Exception {
        Path witness = data.resolve("witness");
        create("fn", "exports.handler = async e => 'r' + e;");
        create(
                "next",
                "exports.handler = async e => require('fs').writeFileSync('" + witness + "', e.responsePayload);");
        configure(0, 60, Optional.of(ARN + "next"), Optional.empty());

        accept("1");

        assertThat(outcome()).isEqualTo(new EventOutcome.Done(TENANT, "fn", "request-1", 1));
        assertThat(outcome()).isInstanceOf(EventOutcome.Done.class);
        assertThat(witness).hasContent("r1");
    }

    @Test
    void givesAnEventUpThatHasBecomeTooOld() throws Exception {
        create("fn", "exports.handler = async () => { throw new Error('x'); };");
        configure(2, 60, Optional.empty(), Optional.of(QUEUE));

        accept("{}");
        timers.awaitTask(Duration.ofMinutes(1));
        timers.advance(Duration.ofSeconds(59));
        timers.advance(Duration.ofSeconds(1));
        timers.awaitTask(Duration.ofMinutes(2));
        timers.advance(Duration.ofMinutes(2));

        assertThat(sent().json().at("/requestContext"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"requestId\":\"request-1\",\"functionArn\":\"" + ARN
                                + "fn:$LATEST\",\"condition\":\"EventAgeExceeded\",\"approximateInvokeCount\":2}"));
    }

    @Test
    void givesEventsOfAStoppedFunctionToItsDeadLetterQueueAtOnce() throws Exception {
        create("fn", "exports.handler = async () => 1;");
        lambda.functions()
                .updateConfiguration(TENANT, FN, Optional.empty(), c -> c.withDeadLetterTarget(Optional.of(DEAD)));
        lambda.concurrency().put(TENANT, FN, 0);

        accept("{\"kept\":true}");

        assertThat(sent().message()).isEqualTo("{\"kept\":true}");
        assertThat(outcome()).isInstanceOf(EventOutcome.Dropped.class);
    }

    @Test
    void triesAgainLaterWhatReservedConcurrencyHeldBack() throws Exception {
        Path started = data.resolve("started");
        Path release = data.resolve("release");
        create(
                "fn",
                "exports.handler = async e => { const fs = require('fs'); if (e.hold) { fs.writeFileSync('" + started
                        + "', ''); while (!fs.existsSync('" + release
                        + "')) await new Promise(r => setTimeout(r, 5)); } };");
        lambda.concurrency().put(TENANT, FN, 1);

        accept("{\"hold\":true}");
        Processes.await("the first event", () -> Files.exists(started));
        assertThatThrownBy(() -> lambda.invoker().invoke(TENANT, FN, FunctionInvoker.Call.of("r", new byte[0])))
                .isInstanceOfSatisfying(LambdaException.class, e -> {
                    assertThat(e.code().awsName()).isEqualTo("TooManyRequestsException");
                    assertThat(e.code().reason()).contains("ReservedFunctionConcurrentInvocationLimitExceeded");
                });
        accept("{}");
        timers.awaitTask(Duration.ofSeconds(1));
        Files.createFile(release);
        assertThat(outcome()).isInstanceOf(EventOutcome.Done.class);
        timers.advance(Duration.ofSeconds(1));

        assertThat(outcome()).isInstanceOf(EventOutcome.Done.class);
    }

    @Test
    void goesOnAfterARestartWithWhatWasAccepted() throws Exception {
        Path attempts = data.resolve("attempts");
        create(
                "fn",
                "exports.handler = async () => { require('fs').appendFileSync('" + attempts
                        + "', 'x'); throw new Error('x'); };");
        accept("{\"n\":1}");
        timers.awaitTask(Duration.ofMinutes(1));

        close();
        assertThat(outcomes).isEmpty();
        open();

        timers.awaitTask(Duration.ofMinutes(2));
        assertThat(attempts).as("the attempts before the restart count").hasContent("xx");
        assertThat(lambda.invoker().waitingEvents()).isEqualTo(1);
        timers.advance(Duration.ofMinutes(2));
        assertThat(outcome()).isInstanceOfSatisfying(EventOutcome.Failed.class, failed -> assertThat(failed.attempts())
                .isEqualTo(3));
        close();
        open();
        assertThat(lambda.invoker().waitingEvents()).isZero();
    }

    @Test
    void runsAnEventAgainThatTheEndOfTheServerInterrupted() throws Exception {
        Path started = data.resolve("started");
        create(
                "fn",
                "exports.handler = async () => { const fs = require('fs'); if (fs.existsSync('" + started
                        + "')) return; fs.writeFileSync('" + started
                        + "', ''); await new Promise(r => setTimeout(r, 60000)); };");
        accept("{}");
        Processes.await("the event", () -> Files.exists(started));

        close();
        assertThat(outcomes).as("its end is no failure of the function").isEmpty();
        open();

        assertThat(outcome()).isEqualTo(new EventOutcome.Done(TENANT, "fn", "request-1", 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:events:eu-west-1:123456789012:event-bus/default",
                "arn:aws:s3:::bucket",
                "arn:aws:sqs:eu-west-1:123456789012:q.fifo",
                "queue"
            })
    void refusesDestinationsItCannotServe(String arn) {
        create("fn", "exports.handler = async () => 1;");

        assertThatThrownBy(() -> configure(0, 60, Optional.empty(), Optional.of(arn)))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining(arn)
                .hasMessageContaining("OnFailure");
        assertThatThrownBy(() -> CONFIGURATION.withDeadLetterTarget(Optional.of(arn)))
                .isInstanceOf(LambdaException.class)
                .hasMessageContaining(arn);
    }

    @Test
    void keepsTheRestOfAConfigurationOnUpdate() {
        create("fn", "exports.handler = async () => 1;");
        EventInvokeConfig change = new EventInvokeConfig(
                OptionalInt.of(0), OptionalInt.empty(), Optional.empty(), Optional.of(QUEUE), Instant.EPOCH);
        assertThatThrownBy(() -> lambda.eventInvokeConfigs().update(TENANT, FN, change))
                .hasMessageContaining("doesn't have an EventInvokeConfig");

        configure(2, 77, Optional.of(DEAD), Optional.empty());
        EventInvokeConfig changed = lambda.eventInvokeConfigs().update(TENANT, FN, change);

        assertThat(changed)
                .isEqualTo(new EventInvokeConfig(
                        OptionalInt.of(0), OptionalInt.of(77), Optional.of(DEAD), Optional.of(QUEUE), Instant.EPOCH))
                .isEqualTo(lambda.eventInvokeConfigs().get(TENANT, FN));
        assertThat(lambda.eventInvokeConfigs().list(TENANT, FN)).containsOnlyKeys("$LATEST");
        lambda.eventInvokeConfigs().delete(TENANT, FN);
        assertThat(lambda.eventInvokeConfigs().list(TENANT, FN)).isEmpty();
    }
}
