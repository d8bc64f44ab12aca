package dev.mooring.bench.million;

import dev.mooring.broker.Authority;
import dev.mooring.core.policy.Decision;

/** Everybody may do everything: policies are measured where there are real devices. */
final class AllowAll implements Authority {
    private static final Verdict YES =
            new Verdict("", "", new Decision.Allowed(new Decision.StatementRef("bench", "1", 0, "", "*")));

    @Override
    public Verdict connect() {
        return YES;
    }

    @Override
    public Verdict publish(String topic, boolean retain) {
        return YES;
    }

    @Override
    public Verdict subscribe(String filter) {
        return YES;
    }

    @Override
    public Verdict receive(String topic) {
        return YES;
    }

    @Override
    public long version() {
        return 1;
    }
}
