package dev.mooring.broker;

import dev.mooring.core.policy.Decision;

/**
 * What one connection may do. Always answers from memory (event loops call it), and from the policies as they are now,
 * not as they were at CONNECT. Called by one thread at a time.
 */
public interface Authority {
    /** {@code iot:Connect}, and for a Will {@code iot:Publish} (and {@code iot:RetainPublish}) on its topic. */
    Verdict connect();

    Verdict publish(String topic, boolean retain);

    /** @param filter as sent, {@code $share/…} included */
    Verdict subscribe(String filter);

    Verdict receive(String topic);

    /**
     * Changes after any answer has changed (a policy, an attachment, a thing). Connections remember answers for as long
     * as it stays the same, so it is read for every message: one volatile read, no more.
     */
    long version();

    /**
     * A decision together with the question, for the log.
     *
     * @param action for example {@code iot:Publish}
     * @param resource the ARN
     */
    record Verdict(String action, String resource, Decision decision) {
        public boolean isAllowed() {
            return decision.isAllowed();
        }
    }

    /** Makes authorities: the port that security plugs into. May read from disk: call it on a thread that may block. */
    @FunctionalInterface
    interface Factory {
        Authority authorityFor(ConnectionContext connection);
    }
}
