package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The SDK clients of all actions and SQL functions: one a tenant and service, made at the first call, so that a server
 * whose rules deliver nowhere loads nothing of them. They do not try again: the engine does.
 */
public final class AwsClients implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final ServiceEndpoints endpoints;
    private final Map<Key, SdkClient> clients = new ConcurrentHashMap<>();
    /** Shared by all clients; guarded by this. */
    private @Nullable SdkHttpClient http;
    /** Guarded by this. */
    private boolean closed;

    private record Key(Tenant tenant, TargetService service) {}

    public AwsClients(ServiceEndpoints endpoints) {
        this.endpoints = endpoints;
    }

    /** @param builder of a client that is fit to be used with any server of the protocol */
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient> C get(
            Tenant tenant, TargetService service, Class<C> type, Supplier<B> builder) {
        Key key = new Key(tenant, service);
        SdkClient client = clients.get(key);
        return type.cast(client != null ? client : make(key, builder.get()));
    }

    /** A client of S3 that every S3 server understands. */
    public S3Client s3(Tenant tenant) {
        return get(tenant, TargetService.S3, S3Client.class, S3Action::builder);
    }

    private synchronized <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkClient>
            SdkClient make(Key key, B builder) {
        if (closed) {
            throw new IllegalStateException("the server is stopping");
        }
        SdkClient made = clients.get(key);
        if (made != null) {
            return made;
        }
        ServiceEndpoint endpoint = endpoints.of(key.tenant(), key.service());
        SdkClient client = builder.httpClient(http())
                .region(Region.of(endpoint.region().orElse(key.tenant().region())))
                .endpointOverride(endpoint.uri())
                .credentialsProvider(StaticCredentialsProvider.create(credentials(endpoint.credentials())))
                .overrideConfiguration(configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
        clients.put(key, client);
        return client;
    }

    private synchronized SdkHttpClient http() {
        SdkHttpClient made = http;
        if (made == null) {
            made = UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(READ_TIMEOUT)
                    .build();
            http = made;
        }
        return made;
    }

    static AwsCredentials credentials(ServiceEndpoint.Credentials credentials) {
        return credentials
                .sessionToken()
                .<AwsCredentials>map(token ->
                        AwsSessionCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey(), token))
                .orElseGet(() -> AwsBasicCredentials.create(credentials.accessKeyId(), credentials.secretAccessKey()));
    }

    @Override
    public synchronized void close() {
        closed = true;
        clients.values().forEach(SdkClient::close);
        clients.clear();
        if (http != null) {
            http.close();
        }
    }
}
