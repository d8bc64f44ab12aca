package dev.mooring.api.iot;

import dev.mooring.api.CallContext;
import dev.mooring.api.PageTokens;
import dev.mooring.store.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place in one listing: a query (tenant, operation and filters) and the tokens that continue it.
 *
 * @param query all that the listing depends on
 * @param after the key of the last item of the page before
 * @param limit the most items of this page
 */
record Paging(PageTokens tokens, String query, Optional<String> after, int limit) {
    /**
     * Reads the token of a request.
     *
     * @param token the client's, null for the first page
     * @param size the client's, null for the default
     * @param filters what else the listing depends on, null for absent
     * @throws dev.mooring.api.ApiException InvalidRequestException when the token does not belong to the query
     */
    static Paging of(
            PageTokens tokens,
            CallContext context,
            String operation,
            @Nullable String token,
            @Nullable Integer size,
            int defaultSize,
            @Nullable Object... filters) {
        StringBuilder query = new StringBuilder(operation)
                .append('|')
                .append(context.tenant().account())
                .append('|')
                .append(context.tenant().region());
        for (Object filter : filters) {
            String text = filter == null ? "" : filter.toString();
            // The length keeps neighbours apart, whatever they contain.
            query.append('|')
                    .append(filter == null ? "-" : text.length())
                    .append(':')
                    .append(text);
        }
        Optional<String> after = Optional.empty();
        if (token != null) {
            after = tokens.position(query.toString(), token);
            if (after.isEmpty()) {
                throw Refusal.invalidRequest("The pagination token is not valid for this request");
            }
        }
        return new Paging(tokens, query.toString(), after, size == null ? defaultSize : size);
    }

    /** The token for the page that follows; null on the last one, as the SDK's builders want it. */
    @Nullable
    String next(Page<?> page) {
        return page.next().map(position -> tokens.issue(query, position)).orElse(null);
    }
}
