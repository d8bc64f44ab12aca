package dev.mooring.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.ServiceEndpoint;
import dev.mooring.rules.action.TargetService;
import dev.mooring.server.config.Profile;
import dev.mooring.server.config.RuleActions;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.data.RootCredentials;
import dev.mooring.store.Durability;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ActionEndpointsTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final RootCredentials ROOT = new RootCredentials("AKIAROOT", "root-secret");
    private static final URI ELSEWHERE = URI.create("http://localhost:9324");

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
                Map.of(TargetService.SQS, ELSEWHERE));
        return new ActionEndpoints(config, ROOT, address, environment);
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
}
