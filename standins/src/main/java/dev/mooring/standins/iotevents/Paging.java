package dev.mooring.standins.iotevents;

import dev.mooring.api.PageTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of one listing. */
record Paging(PageTokens tokens, String query) {
    private static final int DEFAULT = 250;

    static int size(@Nullable Integer maxResults) {
        return maxResults == null ? DEFAULT : maxResults;
    }

    Optional<String> position(@Nullable String token) {
        return Optional.ofNullable(token).map(text -> tokens.position(query, text)
                .orElseThrow(() -> InputHandlers.invalid("The nextToken is not one of this listing.")));
    }

    @Nullable
    String token(Optional<String> position) {
        return position.map(at -> tokens.issue(query, at)).orElse(null);
    }
}
