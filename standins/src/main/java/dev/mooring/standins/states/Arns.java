package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.core.Tenant;
import dev.mooring.standins.ServiceArn;
import java.util.regex.Pattern;

/** The resources that ARNs of Step Functions name, and which names there may be. */
final class Arns {
    private static final Pattern NAME = Pattern.compile("[^\\s<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\p{Cntrl}]{1,80}");

    private Arns() {}

    /**
     * What follows a prefix in an ARN of this account and region.
     *
     * @param prefix for example {@code stateMachine:}
     * @throws ApiException InvalidArn
     */
    static String resource(Tenant tenant, String arn, String prefix) {
        return ServiceArn.parse(arn)
                .filter(parsed -> parsed.service().equals("states")
                        && parsed.isOf(tenant)
                        && parsed.resource().startsWith(prefix))
                .map(parsed -> parsed.resource().substring(prefix.length()))
                .orElseThrow(() -> new ApiException("InvalidArn", "Invalid Arn: '" + arn + "'"));
    }

    /** @throws ApiException InvalidName */
    static String checkedName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new ApiException("InvalidName", "Invalid Name: '" + name + "'");
        }
        return name;
    }
}
