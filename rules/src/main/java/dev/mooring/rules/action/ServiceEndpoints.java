package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import java.net.URI;
import java.util.Optional;

/** Where rules deliver to. Asked once a tenant and service, when the first message goes there. */
public interface ServiceEndpoints {
    /** The endpoint the operator chose for a service, or the server's own. */
    ServiceEndpoint of(Tenant tenant, TargetService service);

    /** Only what the operator chose: for actions whose parameters name an endpoint themselves. */
    Optional<URI> chosen(TargetService service);

    /** As whom to sign requests to an address that a rule names itself. */
    ServiceEndpoint.Credentials credentials(Tenant tenant);

    /** The same where the service is known, whose credentials the operator may have chosen. */
    default ServiceEndpoint.Credentials credentials(Tenant tenant, TargetService service) {
        return credentials(tenant);
    }

    /**
     * Why an HTTP action must not send to an address; empty when it may. May block.
     *
     * @param url with its templates filled in
     */
    default Optional<String> refusal(Tenant tenant, String url) {
        return Optional.empty();
    }

    /** The region that requests to a service are signed for; empty for the rule's. */
    default Optional<String> region(TargetService service) {
        return Optional.empty();
    }
}
