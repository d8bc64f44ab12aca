package dev.mooring.server;

import dev.mooring.core.Tenant;
import dev.mooring.rules.action.ServiceEndpoint;
import dev.mooring.rules.action.ServiceEndpoint.Credentials;
import dev.mooring.rules.action.ServiceEndpoints;
import dev.mooring.rules.action.TargetService;
import dev.mooring.server.config.ServerConfig;
import dev.mooring.server.config.TargetSettings;
import dev.mooring.server.data.RootCredentials;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where rules deliver to: the endpoint the operator chose for the service, with the access key that he chose for it, else
 * that of the server's environment as any SDK would take it; otherwise this server itself.
 *
 * @param environment of the process
 * @param destinations of HTTP actions
 */
record ActionEndpoints(
        ServerConfig config,
        RootCredentials rootKey,
        LateAddress apiAddress,
        Map<String, String> environment,
        HttpDestinationGate destinations)
        implements ServiceEndpoints {
    @Override
    public ServiceEndpoint of(Tenant tenant, TargetService service) {
        return chosen(service)
                .map(uri -> new ServiceEndpoint(uri, region(service), credentials(tenant, service)))
                .orElseGet(() -> new ServiceEndpoint(URI.create("http://" + apiAddress.get()), ownKey(tenant)));
    }

    @Override
    public Optional<URI> chosen(TargetService service) {
        return settings(service).endpoint();
    }

    @Override
    public Optional<String> region(TargetService service) {
        return settings(service).region();
    }

    @Override
    public Credentials credentials(Tenant tenant, TargetService service) {
        return settings(service).credentials().orElseGet(() -> credentials(tenant));
    }

    @Override
    public Optional<String> refusal(Tenant tenant, String url) {
        return destinations.refusal(tenant, url);
    }

    private TargetSettings settings(TargetService service) {
        return config.targets().getOrDefault(service, TargetSettings.NONE);
    }

    @Override
    public Credentials credentials(Tenant tenant) {
        String id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "");
        return id.isEmpty() || secret.isEmpty()
                ? ownKey(tenant)
                : new Credentials(
                        id,
                        secret,
                        Optional.ofNullable(environment.get("AWS_SESSION_TOKEN"))
                                .filter(token -> !token.isEmpty()));
    }

    /** Where any credentials are accepted the access key selects the account. */
    private Credentials ownKey(Tenant tenant) {
        String id = config.anyCredentials() ? tenant.account() : rootKey.accessKeyId();
        return new Credentials(id, rootKey.secretAccessKey(), Optional.empty());
    }
}
