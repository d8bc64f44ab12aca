package dev.mooring.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.iot.IotOperations;
import dev.mooring.api.iot.RuleDestinations;
import dev.mooring.api.iotdata.ConnectionOperations;
import dev.mooring.api.iotdata.IotDataOperations;
import dev.mooring.api.lambda.CodeLinks;
import dev.mooring.api.lambda.LambdaOperations;
import dev.mooring.broker.Broker;
import dev.mooring.broker.BrokerPorts;
import dev.mooring.broker.BrokerSettings;
import dev.mooring.broker.ClientControl;
import dev.mooring.broker.event.RecentEvents;
import dev.mooring.broker.retained.InMemoryRetainedStore;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaSettings;
import dev.mooring.lambda.Timers;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Keeps docs/reference/operations.md true: it is generated from the published models and the tables of what is built. Run
 * with {@code -Dmooring.write-docs=true} to write it anew.
 */
class OperationsPageTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/reference/operations.md");

    @TempDir
    private Path directory;

    private record Service(AwsService service, Set<String> built) {}

    @Test
    void thePageListsWhatIsBuiltAndWhatIsNot() throws Exception {
        String page;
        try (Store store = SqlStore.open(new Location.SqliteFile(directory.resolve("x.db")), Durability.OS);
                Lambda lambda = Lambda.open(
                        LambdaSettings.of(directory.resolve("lambda"), tenant -> Map.of()), store, Timers.system())) {
            page = page(services(store, lambda));
        }
        if (Boolean.getBoolean("mooring.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/reference/operations.md is out of date: run mvn test -pl api -am"
                        + " -Dtest=OperationsPageTest -Dsurefire.failIfNoSpecifiedTests=false"
                        + " -Dmooring.write-docs=true")
                .isEqualTo(page);
    }

    private static Map<String, Service> services(Store store, Lambda lambda) {
        PageTokens tokens = new PageTokens(new byte[32]);
        var keys = new dev.mooring.core.cert.RsaKeyPairs(new SecureRandom());
        var authority =
                dev.mooring.core.cert.CertificateAuthority.create(keys.next(), Instant.EPOCH, new SecureRandom());
        IotOperations iot = new IotOperations(
                store, authority, keys, tokens, "localhost", (tenant, authorizer, client, token, signature) -> {
                    throw new IllegalStateException("nothing is called");
                });
        IotDataOperations data = new IotDataOperations(message -> {}, DeviceAuthorizer.none(), TopicLimits.AWS);
        ConnectionOperations connections = new ConnectionOperations(
                new ClientControl(new Broker(
                        BrokerSettings.AWS,
                        new BrokerPorts(
                                connection -> {
                                    throw new IllegalStateException("nobody connects");
                                },
                                message -> {},
                                new InMemoryRetainedStore(1),
                                Optional.empty(),
                                event -> {},
                                Instant::now,
                                Runnable::run))),
                new RecentEvents(1, 1),
                new InMemoryRetainedStore(1),
                store,
                DeviceAuthorizer.none(),
                tokens,
                TopicLimits.AWS);
        Consumer<Operations> dataPlane = operations -> {
            data.register(operations);
            connections.register(operations);
        };
        RuleDestinations destinations =
                new RuleDestinations(store, (challenge, onFailure) -> {}, () -> "", new SecureRandom(), Instant::now);
        Consumer<Operations> controlPlane = operations -> {
            iot.register(operations);
            destinations.register(operations, tokens);
        };
        LambdaOperations functions =
                new LambdaOperations(lambda, tokens, new CodeLinks(tokens, () -> "http://localhost"));
        Map<String, Service> services = new LinkedHashMap<>();
        services.put("AWS IoT", service(AwsService.iot(controlPlane), controlPlane));
        services.put("AWS IoT Data", service(AwsService.iotData(dataPlane), dataPlane));
        services.put("AWS IoT Jobs Data", service(AwsService.iotJobsData(operations -> {}), operations -> {}));
        services.put("AWS Lambda", service(AwsService.lambda(functions::register), functions::register));
        return services;
    }

    private static Service service(AwsService service, Consumer<Operations> handlers) {
        Operations operations = new Operations();
        handlers.accept(operations);
        return new Service(service, operations.byName().keySet());
    }

    private static String page(Map<String, Service> services) {
        StringBuilder page = new StringBuilder("""
                # API operations

                Generated from the published service models and the tables of handlers; a test keeps it true.
                An operation that is not built answers HTTP 501, `NotImplementedException`, with its name.

                """);
        services.forEach((name, service) -> {
            Set<String> all =
                    new TreeSet<>(service.service().model().operations().keySet());
            Set<String> missing = new TreeSet<>(all);
            missing.removeAll(service.built());
            page.append("## ").append(name).append("\n\n");
            page.append("Built (")
                    .append(all.size() - missing.size())
                    .append(" of ")
                    .append(all.size())
                    .append("): ");
            page.append(String.join(", ", new TreeSet<>(service.built()))).append(".\n\n");
            page.append("Not built: ").append(String.join(", ", missing)).append(".\n\n");
        });
        return page.toString().replace("Built (0 of 5): .", "Built: none of 5.");
    }
}
