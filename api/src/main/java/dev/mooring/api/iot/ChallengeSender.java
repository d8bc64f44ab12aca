package dev.mooring.api.iot;

import java.util.function.Consumer;

/** Asks who owns an address to confirm that rules may send to it. */
@FunctionalInterface
public interface ChallengeSender {
    /**
     * Returns at once.
     *
     * @param onFailure hears, in one sentence, why the challenge did not arrive
     */
    void send(Challenge challenge, Consumer<String> onFailure);

    /**
     * A POST request.
     *
     * @param arn the destination's, for the header {@code x-amz-rules-engine-destination-arn}
     * @param body JSON
     */
    record Challenge(String url, String arn, String body) {
        @Override
        public String toString() {
            return "Challenge[" + arn + "]"; // Never the token.
        }
    }
}
