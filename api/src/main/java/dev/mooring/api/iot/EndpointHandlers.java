package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import java.util.Set;
import software.amazon.awssdk.services.iot.model.DescribeEndpointRequest;
import software.amazon.awssdk.services.iot.model.DescribeEndpointResponse;

/** Where devices connect. All endpoint types lead to the one host of this server. */
final class EndpointHandlers {
    /** The retired ones included: older clients still ask for them. */
    private static final Set<String> TYPES =
            Set.of("iot:Data-ATS", "iot:Data", "iot:Data-Beta", "iot:CredentialProvider", "iot:Jobs");

    private final String hostName;

    EndpointHandlers(String hostName) {
        this.hostName = hostName;
    }

    DescribeEndpointResponse describe(DescribeEndpointRequest request, CallContext context) {
        String type = request.endpointType();
        if (type != null && !TYPES.contains(type)) {
            throw Refusal.invalidRequest("Unknown endpointType '" + type + "'; known are iot:Data-ATS, iot:Data, "
                    + "iot:Data-Beta, iot:CredentialProvider and iot:Jobs");
        }
        return DescribeEndpointResponse.builder().endpointAddress(hostName).build();
    }
}
