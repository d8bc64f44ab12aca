package dev.mooring.server.security;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.core.authorizer.ClientCredentials;
import dev.mooring.store.AuthorizerRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whom an authorizer has let in over HTTP, for as long as it says ({@code refreshAfterInSeconds}): for requests on the
 * same connection with the same headers and query. Refusals are not remembered. Bounded: what was not asked for longest
 * makes room. Safe for threads.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/apireference/API_CreateAuthorizer.html">AWS: CreateAuthorizer,
 *     enableCachingForHttp</a>
 */
final class HttpAuthorizations {
    private static final int MAX_ENTRIES = 1_000;

    /** Headers that differ from message to message and name nobody. */
    private static final Set<String> OF_THE_MESSAGE = Set.of("content-length", "content-type", "date");

    private static final String PROPERTIES_OF_THE_MESSAGE = "x-amz-mqtt5-";

    /** Guarded by this. */
    private final Map<Key, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /** @param authorizer as it is now: a change of it asks anew */
    private record Key(String connectionId, AuthorizerRecord authorizer, ClientCredentials.Http client) {}

    private record Entry(CustomAuthorizers.Judged.LetIn answer, Instant until) {}

    synchronized Optional<CustomAuthorizers.Judged.LetIn> find(
            HttpRequest request, AuthorizerRecord authorizer, Instant now) {
        return key(request, authorizer)
                .map(entries::get)
                .filter(entry -> now.isBefore(entry.until()))
                .map(Entry::answer);
    }

    synchronized void remember(
            HttpRequest request, AuthorizerRecord authorizer, CustomAuthorizers.Judged.LetIn answer, Instant now) {
        key(request, authorizer).ifPresent(key -> {
            entries.put(key, new Entry(answer, now.plus(answer.response().refreshAfter())));
            if (entries.size() > MAX_ENTRIES) {
                entries.remove(entries.keySet().iterator().next());
            }
        });
    }

    private static Optional<Key> key(HttpRequest request, AuthorizerRecord authorizer) {
        if (!authorizer.cachingForHttp() || request.connectionId().isEmpty()) {
            return Optional.empty();
        }
        ClientCredentials.Http whole = CustomAuthorizers.http(request);
        Map<String, String> headers = new HashMap<>(whole.headers());
        headers.keySet().removeIf(name -> OF_THE_MESSAGE.contains(name) || name.startsWith(PROPERTIES_OF_THE_MESSAGE));
        return Optional.of(
                new Key(request.connectionId(), authorizer, new ClientCredentials.Http(headers, whole.queryString())));
    }
}
