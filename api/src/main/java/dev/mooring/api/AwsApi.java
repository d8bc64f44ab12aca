package dev.mooring.api;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.model.RouteTable;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.core.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All AWS services behind one HTTP port: who calls, which service and operation, then the operation, and its answer or
 * refusal in AWS's form. Every response carries {@code x-amzn-RequestId}.
 */
public final class AwsApi implements HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(AwsApi.class);

    private final RequestAuthenticator authenticator;
    private final DeviceAuthorizer devices;
    private final List<AwsService> services;
    private final InstantSource clock;

    /** @param services the first one that has a path wins where the credential scope does not tell */
    public AwsApi(
            RequestAuthenticator authenticator,
            DeviceAuthorizer devices,
            List<AwsService> services,
            InstantSource clock) {
        this.authenticator = authenticator;
        this.devices = devices;
        this.services = List.copyOf(services);
        this.clock = clock;
    }

    /** Reads the models of all services, which otherwise the first caller of each waits for. */
    public void warmUp() {
        services.forEach(AwsService::model);
    }

    private record Target(AwsService service, AwsService.Route route) {}

    @Override
    public HttpResponse handle(HttpRequest request) {
        String requestId = UUID.randomUUID().toString();
        Optional<AwsService> service = Optional.empty();
        try {
            Instant now = clock.instant();
            Authenticated authenticated = authenticate(request, now, requestId);
            Map<String, List<String>> query = PercentEncoding.query(request.rawQuery())
                    .orElseThrow(() -> new ApiException(
                            "MalformedHttpRequestException", "The query string is not well percent-encoded."));
            Target target = find(candidates(authenticated), request, query);
            service = Optional.of(target.service());
            CallContext context = new CallContext(authenticated.caller(), requestId, now, request.sourceIp());
            return switch (target.route().match()) {
                case RouteTable.Match.Found found ->
                    target.service().call(target.route().protocol(), found, request, query, context);
                case RouteTable.Match.WrongMethod wrong ->
                    throw new ApiException(
                            "MethodNotAllowedException",
                            "The method " + request.method() + " is not allowed here; allowed: "
                                    + String.join(", ", wrong.allowed()));
                case RouteTable.Match.NoSuchPath none ->
                    throw new ApiException(
                            "UnknownOperationException",
                            target.service().model().name() + " has no operation at " + request.method() + " "
                                    + request.rawPath());
            };
        } catch (ApiException e) {
            LOG.debug(
                    "{} {} {} refused: {}: {}",
                    requestId,
                    request.method(),
                    request.rawPath(),
                    e.error(),
                    e.getMessage());
            return refusal(service, request, e, requestId);
        } catch (RuntimeException e) {
            LOG.error("{} {} {} failed", requestId, request.method(), request.rawPath(), e);
            return refusal(
                    service,
                    request,
                    new ApiException(
                            "InternalFailureException",
                            "An internal error occurred; the server's log has it under request " + requestId + "."),
                    requestId);
        }
    }

    /** In the form of the service that was meant, so that its clients understand it also where the signature is wrong. */
    private HttpResponse refusal(
            Optional<AwsService> found, HttpRequest request, ApiException error, String requestId) {
        return found.or(() -> SigV4Verifier.claimedService(request).stream()
                        .flatMap(name -> services.stream()
                                .filter(service -> service.signingNames().contains(name)))
                        .findFirst())
                .map(service -> service.protocol(request).error(error, requestId))
                .orElseGet(() -> ErrorWriter.write(Optional.empty(), error, requestId));
    }

    /** @param service of the credential scope */
    private record Authenticated(Caller caller, Optional<String> service) {}

    private Authenticated authenticate(HttpRequest request, Instant now, String requestId) {
        boolean isSigned = RequestAuthenticator.isSigned(request);
        if (request.clientCertificate().isPresent() && !isSigned) {
            Caller.Device device = devices.identify(request.clientCertificate().get())
                    .orElseThrow(() -> new ApiException(
                            "ForbiddenException", "The client certificate is not registered or not active."));
            return new Authenticated(device, Optional.empty());
        }
        if (!isSigned && !request.rawQuery().contains("X-Amz-")) {
            for (AwsService service : services) {
                Optional<Tenant> tenant = service.anonymousTenant(request);
                if (tenant.isPresent()) {
                    return new Authenticated(
                            new Caller.Identity(tenant.get(), "anonymous", ""),
                            service.signingNames().stream().findFirst());
                }
            }
        }
        if (!isSigned) {
            Optional<Caller.Device> authorized = devices.identify(request, requestId);
            if (authorized.isPresent()) {
                return new Authenticated(authorized.get(), Optional.empty());
            }
        }
        RequestAuthenticator.Signer signer = authenticator.authenticate(request, now);
        Tenant tenant = new Tenant(signer.account(), signer.region());
        return new Authenticated(
                new Caller.Identity(tenant, signer.arn(), signer.accessKeyId()), Optional.of(signer.service()));
    }

    /** Where the call may go: what its scope names, else whatever has the path; devices see their services only. */
    private List<AwsService> candidates(Authenticated authenticated) {
        if (authenticated.caller() instanceof Caller.Device) {
            return services.stream().filter(AwsService::isForDevices).toList();
        }
        String scope = authenticated.service().orElse("");
        List<AwsService> named = services.stream()
                .filter(service -> service.signingNames().contains(scope))
                .toList();
        if (!named.isEmpty()) {
            return named;
        }
        if (!scope.equals("execute-api")) {
            TreeSet<String> known = new TreeSet<>();
            services.forEach(service -> known.addAll(service.signingNames()));
            throw new ApiException(
                    "UnknownOperationException",
                    "The service '" + scope + "' of the credential scope is not served here; served are "
                            + String.join(", ", known) + ".");
        }
        return services;
    }

    private static Target find(List<AwsService> candidates, HttpRequest request, Map<String, List<String>> query) {
        Optional<Target> second = Optional.empty();
        for (AwsService service : candidates) {
            Target target = new Target(service, service.find(request, query));
            if (target.route().match() instanceof RouteTable.Match.Found) {
                return target;
            }
            if (second.isEmpty() || target.route().match() instanceof RouteTable.Match.WrongMethod) {
                second = Optional.of(target);
            }
        }
        return second.orElseThrow(
                () -> new ApiException("UnknownOperationException", "Nothing is served here for " + request.rawPath()));
    }
}
