package dev.mooring.api.iotdata;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.api.Caller;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.broker.Authority;
import dev.mooring.core.reason.Reason;
import java.util.Map;

/** Asks whether a device may do what it calls. The holder of an access key may do everything. */
record Permission(DeviceAuthorizer devices) {
    /** @throws ApiException ForbiddenException with the deciding statement */
    void require(CallContext context, String action, String resource) {
        if (!(context.caller() instanceof Caller.Device device)) {
            return;
        }
        Authority.Verdict verdict = devices.authorize(device, action, resource, context.sourceIp());
        if (!verdict.isAllowed()) {
            Reason reason =
                    new Reason.NotAuthorized(device.arn(), verdict.action(), verdict.resource(), verdict.decision());
            throw new ApiException("ForbiddenException", reason.text(), Map.of("traceId", context.requestId()));
        }
    }
}
