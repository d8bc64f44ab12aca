package dev.mooring.broker;

import dev.mooring.core.reason.Reason;

/** Turns a verdict that is no into a reason. */
final class Denial {
    private Denial() {}

    static Reason of(String principal, Authority.Verdict verdict) {
        return new Reason.NotAuthorized(principal, verdict.action(), verdict.resource(), verdict.decision());
    }
}
