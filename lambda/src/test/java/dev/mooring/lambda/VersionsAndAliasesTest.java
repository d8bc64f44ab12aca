package dev.mooring.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.lambda.process.NeedsNode;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(NeedsNode.class)
class VersionsAndAliasesTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final FunctionName FN = new FunctionName("fn", Optional.empty());
    private static final String SCRIPT =
            "exports.handler = async (e, c) => ['TEXT', c.functionVersion, c.invokedFunctionArn.split(':').slice(6).join(':')];";

    @TempDir
    private Path data;

    private Store store;
    private Lambda lambda;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(data.resolve("mooring.db")), Durability.OS);
        lambda = Lambda.open(LambdaSettings.of(data.resolve("lambda"), tenant -> Map.of()), store, new ManualTimers());
        lambda.functions()
                .create(
                        TENANT,
                        "fn",
                        FunctionConfiguration.of("nodejs20.x", "arn:aws:iam::123456789012:role/r", "index.handler"),
                        zip("one"),
                        Map.of());
    }

    @AfterEach
    void close() {
        lambda.close();
        store.close();
    }

    private static byte[] zip(String text) {
        return Zips.index(SCRIPT.replace("TEXT", text));
    }

    private static FunctionName qualified(String qualifier) {
        return new FunctionName("fn", Optional.of(qualifier));
    }

    private String publish() {
        return lambda.versions()
                .publish(TENANT, FN, Optional.empty(), Optional.empty(), Optional.empty())
                .version();
    }

    private void update(String text) {
        lambda.functions().updateCode(TENANT, FN, zip(text), Optional.empty(), Optional.empty(), false);
    }

    private String invoke(FunctionName name) throws InterruptedException {
        return new String(
                lambda.invoker()
                        .invoke(TENANT, name, FunctionInvoker.Call.of("r", new byte[0]))
                        .payload(),
                StandardCharsets.UTF_8);
    }

    private FunctionAlias alias(String name, String version, Map<String, Double> weights) {
        return lambda.aliases()
                .create(
                        TENANT,
                        FN,
                        name,
                        new FunctionAliases.Change(Optional.of(version), Optional.empty(), Optional.of(weights)));
    }

    @Test
    void runsAVersionAsItWasPublished() throws Exception {
        assertThat(publish()).isEqualTo("1");
        assertThat(publish()).as("nothing has changed").isEqualTo("1");
        update("two");
        assertThat(publish()).isEqualTo("2");
        update("three");

        assertThat(invoke(qualified("1"))).isEqualTo("[\"one\",\"1\",\"fn:1\"]");
        assertThat(invoke(qualified("2"))).isEqualTo("[\"two\",\"2\",\"fn:2\"]");
        assertThat(invoke(FN)).isEqualTo("[\"three\",\"$LATEST\",\"fn\"]");
        assertThat(lambda.versions().list(TENANT, FN))
                .extracting(FunctionDescription::version)
                .containsExactly("$LATEST", "1", "2");
        assertThat(lambda.functions().list(TENANT, Optional.empty(), 10, false).items())
                .extracting(FunctionDescription::version)
                .containsExactly("$LATEST");
        assertThatThrownBy(() -> invoke(qualified("3"))).hasMessageContaining("Function not found: ");
    }

    @Test
    void keepsVersionsAndTheirCodeOverARestart() throws Exception {
        publish();
        update("two");
        close();
        store = SqlStore.open(new Location.SqliteFile(data.resolve("mooring.db")), Durability.OS);
        lambda = Lambda.open(LambdaSettings.of(data.resolve("lambda"), tenant -> Map.of()), store, new ManualTimers());

        assertThat(invoke(qualified("1"))).isEqualTo("[\"one\",\"1\",\"fn:1\"]");
    }

    @Test
    void followsAnAliasAndItsChanges() throws Exception {
        publish();
        update("two");
        publish();
        alias("live", "1", Map.of());
        assertThat(invoke(qualified("live"))).isEqualTo("[\"one\",\"1\",\"fn:live\"]");

        lambda.aliases()
                .update(
                        TENANT,
                        FN,
                        "live",
                        new FunctionAliases.Change(Optional.of("2"), Optional.empty(), Optional.empty()),
                        Optional.empty());

        assertThat(invoke(qualified("live"))).isEqualTo("[\"two\",\"2\",\"fn:live\"]");
        assertThatThrownBy(() -> lambda.functions().delete(TENANT, qualified("2")))
                .hasMessageContaining("is used by aliases: live");
        lambda.functions().delete(TENANT, qualified("1"));
        lambda.aliases().delete(TENANT, FN, "live");
        assertThatThrownBy(() -> invoke(qualified("live"))).hasMessageContaining("Function not found: ");
    }

    @Test
    void sharesInvocationsOutByWeight() {
        FunctionAlias alias = new FunctionAlias("fn", "live", "1", "", Map.of("2", 0.25), "", "");

        assertThat(List.of(alias.choose(0), alias.choose(0.2499))).containsOnly("2");
        assertThat(List.of(alias.choose(0.25), alias.choose(0.999), alias.choose(1)))
                .containsOnly("1");
    }

    @Test
    void refusesAliasesOfNothing() {
        publish();

        assertThatThrownBy(() -> alias("live", "7", Map.of())).hasMessageContaining("Function not found");
        assertThatThrownBy(() -> alias("7", "1", Map.of())).hasMessageContaining("'name'");
        assertThatThrownBy(() -> alias("live", "1", Map.of("$LATEST", 0.5))).hasMessageContaining("$LATEST");
        assertThatThrownBy(() -> alias("live", "1", Map.of("1", 1.5))).hasMessageContaining("between 0 and 1");
        alias("live", "1", Map.of());
        assertThatThrownBy(() -> alias("live", "1", Map.of())).hasMessageContaining("Alias already exists");
    }

    /** As at AWS: a rule that names an alias needs the alias's permission, not the function's. */
    @Test
    void asksThePolicyOfTheQualifierThatIsNamed() {
        publish();
        alias("live", "1", Map.of());
        InvokeSource rule =
                new InvokeSource("iot.amazonaws.com", "arn:aws:iot:eu-west-1:123456789012:rule/r", "123456789012");
        lambda.permissions()
                .add(
                        TENANT,
                        qualified("live"),
                        new FunctionPermissions.Permission(
                                "s", "iot.amazonaws.com", "lambda:InvokeFunction", Optional.empty(), Optional.empty()),
                        Optional.empty());

        assertThat(lambda.permissions().mayInvoke(TENANT, qualified("live"), rule))
                .isTrue();
        assertThat(lambda.permissions().mayInvoke(TENANT, FN, rule)).isFalse();
        assertThat(lambda.permissions().mayInvoke(TENANT, qualified("1"), rule)).isFalse();
        assertThat(lambda.permissions().get(TENANT, qualified("live")).json()).contains(":function:fn:live\"");
    }

    @Test
    void leavesNothingOfADeletedFunction() {
        publish();
        alias("live", "1", Map.of());
        lambda.concurrency().put(TENANT, FN, 5);

        lambda.functions().delete(TENANT, FN);
        createAgain();

        assertThat(publish()).as("numbers begin anew").isEqualTo("1");
        assertThat(lambda.aliases().list(TENANT, FN)).isEmpty();
        assertThat(lambda.concurrency().get(TENANT, FN)).isEmpty();
    }

    private void createAgain() {
        lambda.functions()
                .create(
                        TENANT,
                        "fn",
                        FunctionConfiguration.of("nodejs20.x", "arn:aws:iam::123456789012:role/r", "index.handler"),
                        zip("again"),
                        Map.of());
    }

    @Test
    void limitsReservedConcurrencyToWhatAwsLeaves() {
        lambda.concurrency().put(TENANT, FN, 900);

        assertThatThrownBy(() -> lambda.concurrency().put(TENANT, FN, 901))
                .hasMessageContaining("below its minimum value of [100]");
        assertThat(lambda.concurrency().get(TENANT, FN)).hasValue(900);
        assertThat(lambda.concurrency().reserved(TENANT)).isEqualTo(900);
    }
}
