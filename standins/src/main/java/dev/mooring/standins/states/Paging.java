package dev.mooring.standins.states;

import dev.mooring.api.ApiException;
import dev.mooring.api.PageTokens;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Pages of listings. */
record Paging(PageTokens tokens) {
    private static final int DEFAULT = 100;

    /** @param maxResults as AWS: 0 is the default */
    static int size(@Nullable Integer maxResults) {
        return maxResults == null || maxResults == 0 ? DEFAULT : maxResults;
    }

    /** @throws ApiException InvalidToken */
    Optional<String> position(String query, @Nullable String token) {
        return Optional.ofNullable(token).map(text -> tokens.position(query, text)
                .orElseThrow(() -> new ApiException("InvalidToken", "Invalid Token: '" + text + "'")));
    }

    @Nullable
    String token(String query, Optional<String> position) {
        return position.map(at -> tokens.issue(query, at)).orElse(null);
    }
}
