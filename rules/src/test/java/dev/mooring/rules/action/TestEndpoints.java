package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Endpoints that a test chooses; every other service is at the server's own address: where nobody listens, unless set. */
public final class TestEndpoints implements ServiceEndpoints {
    public static final ServiceEndpoint.Credentials KEY =
            new ServiceEndpoint.Credentials("AKIATEST", "secret", Optional.empty());

    private final Map<TargetService, URI> chosen = new ConcurrentHashMap<>();
    private volatile URI own = URI.create("http://127.0.0.1:1");

    /** Where the embedded services are. */
    public void own(URI uri) {
        own = uri;
    }

    public TestEndpoints with(TargetService service, URI uri) {
        chosen.put(service, uri);
        return this;
    }

    @Override
    public ServiceEndpoint of(Tenant tenant, TargetService service) {
        return new ServiceEndpoint(chosen(service).orElse(own), KEY);
    }

    @Override
    public Optional<URI> chosen(TargetService service) {
        return Optional.ofNullable(chosen.get(service));
    }

    @Override
    public ServiceEndpoint.Credentials credentials(Tenant tenant) {
        return KEY;
    }
}
