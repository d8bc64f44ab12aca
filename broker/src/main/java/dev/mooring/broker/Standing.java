package dev.mooring.broker;

import dev.mooring.core.reason.Reason;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an identification grants beyond an identity: by whose policies it is judged, and for how long it is good.
 *
 * @param authorities judges this connection; empty for the policies attached to the principal
 * @param limit when the connection ends, whatever happens; empty for never
 * @param refresh asks again now and then whether all this still holds; empty for never
 */
public record Standing(Optional<Authority.Factory> authorities, Optional<Limit> limit, Optional<Refresh> refresh) {
    /** A certificate's: its policies, as long as it is active. */
    public static final Standing ATTACHED_POLICIES = new Standing(Optional.empty(), Optional.empty(), Optional.empty());

    /** @param after from the accepted CONNECT on; refreshes do not extend it */
    public record Limit(Duration after, Reason reason) {}

    /**
     * @param ask may block; answers with the reason why the connection must end. It changes what the authority answers
     *     by itself
     */
    public record Refresh(Duration every, Supplier<Optional<Reason>> ask) {}
}
