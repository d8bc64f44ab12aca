package dev.mooring.server;

import dev.mooring.api.iot.ChallengeSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the challenges of HTTP destinations, each on a thread of its own.
 *
 * @param blocking runs what may block
 */
record WebChallenges(Executor blocking) implements ChallengeSender {
    private static final Logger LOG = LoggerFactory.getLogger(WebChallenges.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    @Override
    public void send(Challenge challenge, Consumer<String> onFailure) {
        blocking.execute(() -> {
            try {
                post(challenge);
                LOG.info("{} was asked to confirm that rules may send to it", challenge.arn());
            } catch (IOException e) {
                LOG.warn("{} could not be asked to confirm: {}", challenge.arn(), said(e));
                onFailure.accept(said(e));
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** A client for each: challenges are rare, and an idle one would hold a thread. */
    private static void post(Challenge challenge) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(challenge.url()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("x-amz-rules-engine-message-type", "DestinationConfirmation")
                .header("x-amz-rules-engine-destination-arn", challenge.arn())
                .POST(HttpRequest.BodyPublishers.ofString(challenge.body()))
                .build();
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build()) {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IOException("the server answered status " + status);
            }
        }
    }

    private static String said(IOException failed) {
        return failed.getMessage() == null ? failed.getClass().getSimpleName() : failed.getMessage();
    }
}
