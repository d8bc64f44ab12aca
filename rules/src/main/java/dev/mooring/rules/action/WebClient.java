package dev.mooring.rules.action;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests for actions whose target is a web server. Made at the first request.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/https-rule-action.html">AWS: HTTP action, retry
 *     logic</a>
 */
final class WebClient implements AutoCloseable {
    /** AWS's, from the first byte sent to the last received. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);
    /** A longer response fails the action. */
    static final int MAX_RESPONSE_BYTES = 16_384;

    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int QUOTED_CHARACTERS = 256;

    /** Guarded by this. */
    private @Nullable HttpClient client;

    /**
     * Sends a request and waits for the answer.
     *
     * @throws UndeliverableException if the status is not 2xx; another try is worth it after 429 and 5xx, and when no
     *     connection could be made, but not when the answer was too long, late or cut off
     */
    void send(WebRequest request) throws UndeliverableException {
        HttpRequest http = request.toHttp().timeout(TIMEOUT).build();
        HttpResponse<InputStream> response;
        try {
            response = client().send(http, HttpResponse.BodyHandlers.ofInputStream());
            check(response);
        } catch (HttpConnectTimeoutException | ConnectException unreachable) {
            throw UndeliverableException.forNow("the server cannot be reached: " + said(unreachable));
        } catch (HttpTimeoutException late) {
            throw UndeliverableException.unanswered("the server did not answer within " + TIMEOUT.toMillis() + " ms");
        } catch (IOException cut) {
            throw UndeliverableException.unanswered("the connection was lost: " + said(cut));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw UndeliverableException.forGood("the server is stopping");
        }
    }

    private static void check(HttpResponse<InputStream> response) throws IOException, UndeliverableException {
        byte[] body;
        try (InputStream in = response.body()) {
            body = in.readNBytes(MAX_RESPONSE_BYTES + 1);
        }
        int status = response.statusCode();
        if (body.length > MAX_RESPONSE_BYTES) {
            throw UndeliverableException.forGood(
                    "the response (status " + status + ") has more than " + MAX_RESPONSE_BYTES + " bytes");
        }
        if (status / 100 == 2) {
            return;
        }
        String text = new String(body, StandardCharsets.UTF_8);
        String quoted = text.length() > QUOTED_CHARACTERS ? text.substring(0, QUOTED_CHARACTERS) + "…" : text;
        String reason = "the server answered status " + status + (quoted.isBlank() ? "" : ": " + quoted.strip());
        boolean retryable = status == TOO_MANY_REQUESTS || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED);
        throw retryable ? UndeliverableException.forNow(reason) : UndeliverableException.forGood(reason);
    }

    private static String said(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            client = made;
        }
        return made;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
