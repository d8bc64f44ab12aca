package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.ServiceEndpoint;
import dev.mooring.rules.action.TargetService;
import dev.mooring.server.config.HttpDestinations;
import dev.mooring.server.config.Profile;
import dev.mooring.server.config.RuleActions;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.config.TargetSettings;
import dev.mooring.server.data.RootCredentials;
import dev.mooring.store.Change;
import dev.mooring.store.Durability;
import dev.mooring.store.Store;
import dev.mooring.store.Tables;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ActionEndpointsTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final RootCredentials ROOT = new RootCredentials("AKIAROOT", "root-secret");
    private static final URI ELSEWHERE = URI.create("http://localhost:9324");

    private static final ServiceEndpoint.Credentials OWN =
            new ServiceEndpoint.Credentials("AKIAS3", "secret", Optional.empty());

    private static ActionEndpoints endpoints(boolean anyCredentials, Map<String, String> environment) {
        LateAddress address = new LateAddress();
        address.become("127.0.0.1:7080");
        ServerConfig config = new ServerConfig(
                Path.of("data"),
                "127.0.0.1",
                Optional.empty(),
                0,
                0,
                0,
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                new Tenant("000000000000", "us-east-1"),
                anyCredentials,
                Profile.AWS,
                false,
                Optional.empty(),
                Durability.OS,
                RuleActions.DURABLE,
                HttpDestinations.OPEN,
                Map.of(
                        TargetService.SQS,
                        TargetSettings.NONE.withEndpoint(ELSEWHERE),
                        TargetService.S3,
                        new TargetSettings(Optional.of(ELSEWHERE), Optional.of("eu-west-3"), Optional.of(OWN)),
                        TargetService.OPENSEARCH,
                        new TargetSettings(Optional.empty(), Optional.empty(), Optional.of(OWN))));
        return new ActionEndpoints(
                config, ROOT, address, environment, new HttpDestinationGate(new NoStore(), HttpDestinations.OPEN));
    }

    @Test
    void withoutAChoiceAServiceIsThisServer() {
        ServiceEndpoint endpoint = endpoints(false, Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y"))
                .of(TENANT, TargetService.SNS);
        assertThat(endpoint.uri()).isEqualTo(URI.create("http://127.0.0.1:7080"));
        assertThat(endpoint.credentials().accessKeyId()).isEqualTo("AKIAROOT");
        assertThat(endpoint.credentials().secretAccessKey()).isEqualTo("root-secret");
        assertThat(endpoint.credentials().sessionToken()).isEmpty();
    }

    @Test
    void whereAnyCredentialsAreAcceptedTheAccessKeySelectsTheAccount() {
        assertThat(endpoints(true, Map.of())
                        .of(TENANT, TargetService.SNS)
                        .credentials()
                        .accessKeyId())
                .isEqualTo("123456789012");
    }

    @Test
    void aServiceWithAnAccessKeyAndARegionOfItsOwnIsCalledWithThem() {
        ActionEndpoints endpoints = endpoints(false, Map.of("AWS_ACCESS_KEY_ID", "x", "AWS_SECRET_ACCESS_KEY", "y"));
        assertThat(endpoints.of(TENANT, TargetService.S3))
                .isEqualTo(new ServiceEndpoint(ELSEWHERE, Optional.of("eu-west-3"), OWN));
        assertThat(endpoints.credentials(TENANT, TargetService.OPENSEARCH)).isEqualTo(OWN);
        assertThat(endpoints.chosen(TargetService.OPENSEARCH)).isEmpty();
        assertThat(endpoints.credentials(TENANT, TargetService.SQS).accessKeyId())
                .isEqualTo("x");
        assertThat(endpoints.of(TENANT, TargetService.SQS).region()).isEmpty();
    }

    @Test
    void aChosenEndpointIsCalledWithTheAccessKeyOfTheEnvironment() {
        Map<String, String> environment =
                Map.of("AWS_ACCESS_KEY_ID", "ASIA1", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "t");
        ServiceEndpoint endpoint = endpoints(false, environment).of(TENANT, TargetService.SQS);
        assertThat(endpoint.uri()).isEqualTo(ELSEWHERE);
        assertThat(endpoint.credentials()).isEqualTo(new ServiceEndpoint.Credentials("ASIA1", "s", Optional.of("t")));
        assertThat(endpoints(false, Map.of())
                        .of(TENANT, TargetService.SQS)
                        .credentials()
                        .accessKeyId())
                .isEqualTo("AKIAROOT");
    }

    /** Where an endpoint is has nothing to do with what is stored. */
    private static final class NoStore implements Store {
        @Override
        public <T> T write(Function<Tables, T> work) {
            throw new IllegalStateException();
        }

        @Override
        public <T> T read(Function<Tables, T> work) {
            throw new IllegalStateException();
        }

        @Override
        public void onChange(Consumer<Change> listener) {
            throw new IllegalStateException();
        }

        @Override
        public void close() {}
    }
}
