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
}
