package dev.mooring.rules.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.core.sql.SqlServices.Answer;
import dev.mooring.rules.action.AwsClients;
import dev.mooring.rules.action.TestEndpoints;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import dev.mooring.store.ThingRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LiveRuleServicesTest {
    private static final Tenant TENANT = new Tenant("123456789012", "us-east-1");
    private static final String RULE = "arn:aws:iot:us-east-1:123456789012:rule/r";

    @TempDir
    private Path directory;

    private Store store;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(directory.resolve("state.db")), Durability.OS);
    }

    @AfterEach
    void close() throws Exception {
        store.close();
    }

    private SqlServices services(FunctionCaller functions, Duration patience) {
        RemoteServices nowhere = new RemoteServices(
                new AwsClients(new TestEndpoints()), directory, Duration.ofSeconds(2), InstantSource.system());
        return new LiveRuleServices(store, functions, nowhere, patience).of(TENANT, RULE);
    }

    @Test
    void thereAreNoShadowsYet() {
        assertThat(services((_, _, _, _) -> new Answer.Text("")).getThingShadow("t", Optional.empty(), "role"))
                .isEqualTo(new Answer.Unavailable("get_thing_shadow(): this server has no shadows yet"));
    }

    private SqlServices services(FunctionCaller functions) {
        return services(functions, Duration.ofMinutes(1));
    }

    private void put(ThingRecord thing) {
        store.write(tables -> {
            tables.things(TENANT).put(thing);
            return true;
        });
    }

    @Test
    void describesAThingAsTheApiDoes() {
        put(new ThingRecord("t1", "id-1", Optional.of("sensor"), Map.of("room", "kitchen"), 3, Instant.EPOCH));
        Answer answer = services((_, _, _, _) -> new Answer.Text("")).getRegistryData("DescribeThing", "t1", "role");
        JsonNode thing = JsonMapper.shared().readTree(((Answer.Json) answer).json());
        assertThat(thing).isEqualTo(JsonMapper.shared().readTree("""
                {"defaultClientId":"t1","thingName":"t1","thingId":"id-1",
                 "thingArn":"arn:aws:iot:us-east-1:123456789012:thing/t1","thingTypeName":"sensor",
                 "attributes":{"room":"kitchen"},"version":3}"""));
    }

    @Test
    void whatTheRegistryDoesNotKnowIsUnavailableWithAReason() {
        SqlServices services = services((_, _, _, _) -> new Answer.Text(""));
        assertThat(services.getRegistryData("DescribeThing", "nobody", "role"))
                .isEqualTo(new Answer.Unavailable("get_registry_data(): there is no thing 'nobody'"));
        assertThat(services.getRegistryData("ListThingGroupsForThing", "t1", "role"))
                .isInstanceOfSatisfying(Answer.Unavailable.class, answer -> assertThat(answer.why())
                        .contains("ListThingGroupsForThing"));
    }

    @Test
    void aFunctionIsCalledForTheRule() {
        SqlServices services = services((tenant, rule, function, payload) -> new Answer.Text(
                tenant.account() + " " + rule + " " + function + " " + new String(payload, StandardCharsets.UTF_8)));
        assertThat(services.awsLambda("f", "{}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Answer.Text("123456789012 " + RULE + " f {}"));
    }

    @Test
    void aFunctionThatDoesNotAnswerInTimeIsUnavailableAndInterrupted() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        SqlServices services = services(
                (_, _, _, _) -> {
                    started.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                    return new Answer.Text("late");
                },
                Duration.ofMillis(20));
        do { // A busy machine may not even have begun the call when its time is over.
            assertThat(services.awsLambda("slow", new byte[0]))
                    .isEqualTo(new Answer.Unavailable("aws_lambda(): slow did not answer within 20 ms"));
        } while (started.getCount() > 0);
        assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void aCallThatBreaksIsUnavailable() {
        SqlServices services = services((_, _, _, _) -> {
            throw new IllegalStateException("broken port");
        });
        assertThat(services.awsLambda("f", new byte[0]))
                .isInstanceOfSatisfying(Answer.Unavailable.class, answer -> assertThat(answer.why())
                        .contains("broken port"));
    }

    @Test
    void aDryRunAsksWhatOnlyReads() {
        put(new ThingRecord("t1", "id-1", Optional.empty(), Map.of(), 1, Instant.EPOCH));
        SqlServices services = new RehearsedServices(services((_, _, _, _) -> {
            throw new AssertionError("called");
        }));
        assertThat(services.awsLambda("f", new byte[0]))
                .isEqualTo(new Answer.Unavailable("aws_lambda() is not called in a dry run"));
        assertThat(services.getRegistryData("DescribeThing", "t1", "role")).isInstanceOf(Answer.Json.class);
    }
}
