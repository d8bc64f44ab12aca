package dev.mooring.api.lambda;

import dev.mooring.api.PageTokens;
import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pages of what belongs to one function, which is little: the marker is the number of items before the page. */
record Listing(PageTokens tokens) {
    private static final int PAGE_SIZE = 50;

    /** @param nextMarker null on the last page */
    record Part<T>(List<T> items, @Nullable String nextMarker) {}

    /** @throws LambdaException InvalidParameterValueException for a marker of another listing */
    <T> Part<T> part(String query, Tenant tenant, List<T> all, @Nullable String marker, @Nullable Integer maxItems) {
        String whole = query + "|" + tenant.account() + "|" + tenant.region();
        int from = marker == null
                ? 0
                : tokens.position(whole, marker)
                        .map(Integer::parseInt)
                        .orElseThrow(() -> LambdaException.invalidParameter("Invalid Marker."));
        int size = maxItems == null ? PAGE_SIZE : Math.min(maxItems, PAGE_SIZE);
        int begin = Math.min(from, all.size());
        int end = Math.min(begin + size, all.size());
        return new Part<>(
                all.subList(begin, end), end < all.size() ? tokens.issue(whole, Integer.toString(end)) : null);
    }
}
