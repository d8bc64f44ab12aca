package dev.mooring.server.security;

import dev.mooring.broker.Authority;
import dev.mooring.core.policy.Decision;

/**
 * May do everything.
 *
 * @param yes the one answer; its statement names what grants it
 */
public record FullAccess(Verdict yes) implements Authority {
    /** @param grantedBy stands where otherwise a policy's name stands */
    public static FullAccess by(String grantedBy) {
        return new FullAccess(
                new Verdict("", "", new Decision.Allowed(new Decision.StatementRef(grantedBy, "1", 0, "", "*"))));
    }

    @Override
    public Verdict connect() {
        return yes;
    }

    @Override
    public Verdict publish(String topic, boolean retain) {
        return yes;
    }

    @Override
    public Verdict subscribe(String filter) {
        return yes;
    }

    @Override
    public Verdict receive(String topic) {
        return yes;
    }

    @Override
    public long version() {
        return 0;
    }
}
