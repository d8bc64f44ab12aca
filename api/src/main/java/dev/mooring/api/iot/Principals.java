package dev.mooring.api.iot;

import dev.mooring.core.Tenant;
import dev.mooring.core.arn.Arns;
import dev.mooring.store.Tables;
import java.util.regex.Pattern;

/** The principals and targets that policies and things can be attached to. */
final class Principals {
    private static final Pattern CERTIFICATE_ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern COGNITO_ID =
            Pattern.compile("[a-z0-9-]{1,32}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Principals() {}

    /**
     * Makes sure that something can be attached to it: a certificate of this tenant, or a Cognito identity, which nobody
     * can look up from here.
     *
     * @throws dev.mooring.api.ApiException InvalidRequestException when it is no principal, ResourceNotFoundException
     *     when there is no such certificate
     */
    static void check(Tables tables, Tenant tenant, String principal) {
        if (COGNITO_ID.matcher(principal).matches()) {
            return;
        }
        String prefix = new Arns(tenant).certificate("");
        String certificateId = principal.startsWith(prefix) ? principal.substring(prefix.length()) : "";
        if (!CERTIFICATE_ID.matcher(certificateId).matches()) {
            throw Refusal.invalidRequest("Invalid principal '" + principal
                    + "': neither a certificate ARN of this account and region nor a Cognito identity id");
        }
        if (tables.certificates(tenant).find(certificateId).isEmpty()) {
            throw CertificateHandlers.notFound(certificateId);
        }
    }

    /**
     * The same for the targets of policies, which may also be thing groups.
     *
     * @throws dev.mooring.api.ApiException as {@link #check}; there are no thing groups yet, so that none is found
     */
    static void checkTarget(Tables tables, Tenant tenant, String target) {
        String groups = "arn:aws:iot:" + tenant.region() + ":" + tenant.account() + ":thinggroup/";
        if (target.startsWith(groups)) {
            throw Refusal.notFound("Thing group " + target.substring(groups.length()) + " does not exist");
        }
        check(tables, tenant, target);
    }
}
