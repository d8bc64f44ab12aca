package dev.mooring.standins.sns;

import dev.mooring.core.Tenant;
import dev.mooring.store.Store;
import dev.mooring.store.StoreException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POSTs to web servers, each parcel on a virtual thread of its own, at most {@value #AT_ONCE} requests at once. A parcel
 * stays in the store until it is delivered or given up, so that a restart sends it again.
 */
final class WebDeliveries implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebDeliveries.class);
    static final String LOG_NAME = "sns.http";
    private static final int AT_ONCE = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    /** AWS's first retries; its later ones last an hour and are left out. */
    private static final List<Duration> PAUSES = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20));

    private final Store store;
    private final Semaphore permits = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("sns-", 0).factory());
    /** Guarded by this; made at the first delivery. */
    private @Nullable HttpClient client;

    /** @param subscription its name in the store; empty for a confirmation */
    record Parcel(String url, String body, Map<String, String> headers, String subscription) {}

    @FunctionalInterface
    interface GivenUp {
        void accept(Tenant tenant, Parcel parcel, String why);
    }

    WebDeliveries(Store store) {
        this.store = store;
    }

    void start(Tenant tenant, long position, Parcel parcel, GivenUp givenUp) {
        threads.execute(() -> {
            try {
                String failure = post(parcel);
                for (Duration pause : PAUSES) {
                    if (failure.isEmpty()) {
                        break;
                    }
                    Thread.sleep(pause);
                    failure = post(parcel);
                }
                if (!failure.isEmpty()) {
                    givenUp.accept(tenant, parcel, failure);
                }
                store.write(tables -> {
                    tables.targetLog(tenant).delete(LOG_NAME, position);
                    return true;
                });
            } catch (InterruptedException e) {
                // The server stops; the parcel is in the store.
                Thread.currentThread().interrupt();
            } catch (StoreException e) {
                LOG.warn("A message for {} stays in the store: {}", parcel.url(), e.getMessage());
            }
        });
    }

    /** Why it failed; empty when it did not. */
    private String post(Parcel parcel) throws InterruptedException {
        permits.acquire();
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(parcel.url()))
                    .timeout(TIMEOUT)
                    .header("content-type", "text/plain; charset=UTF-8")
                    .header("user-agent", "Amazon Simple Notification Service Agent")
                    .POST(HttpRequest.BodyPublishers.ofString(parcel.body()));
            parcel.headers().forEach(request::header);
            int status = client().send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status / 100 == 2 ? "" : parcel.url() + " answered " + status;
        } catch (IOException | IllegalArgumentException e) {
            return parcel.url() + ": " + e;
        } finally {
            permits.release();
        }
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();
            client = made;
        }
        return made;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        synchronized (this) {
            if (client != null) {
                client.shutdownNow();
            }
        }
    }
}
