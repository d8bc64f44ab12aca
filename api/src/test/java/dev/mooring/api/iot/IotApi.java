package dev.mooring.api.iot;

import dev.mooring.api.AwsApi;
import dev.mooring.api.AwsService;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.HttpTestServer;
import dev.mooring.api.JdkSdkHttpClient;
import dev.mooring.api.PageTokens;
import dev.mooring.api.iotdata.IotDataOperations;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.core.cert.CertificateAuthority;
import dev.mooring.core.cert.KeyPairSource;
import dev.mooring.core.cert.RsaKeyPairs;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.TopicLimits;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iot.IotClient;
import software.amazon.awssdk.services.iotdataplane.IotDataPlaneClient;

/** The IoT services on a real socket with a real store. Every client it gives has an account of its own. */
public final class IotApi implements BeforeAllCallback, AfterAllCallback {
    /** The present, as far as the server knows; to the millisecond, as the wire has it. */
    public volatile Instant now = Instant.parse("2026-11-23T20:00:00.123Z");

    public final List<Message> published = Collections.synchronizedList(new ArrayList<>());

    /** What the functions of authorizers answer. */
    public volatile AuthorizerInvoker authorizers =
            (tenant, authorizer, client, token, signature) -> new AuthorizerInvoker.Outcome.Failed("no function here");

    public final List<ChallengeSender.Challenge> challenges = Collections.synchronizedList(new ArrayList<>());

    /** Set to have no challenge arrive. */
    public volatile Optional<String> challengeFailure = Optional.empty();

    private volatile Optional<RuleDestinations> ruleDestinations = Optional.empty();

    private final AtomicInteger accounts = new AtomicInteger();
    private Optional<Running> running = Optional.empty();

    private record Running(Path directory, Store store, HttpTestServer server) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path directory = Files.createTempDirectory("mooring-api");
        Store store = SqlStore.open(new Location.SqliteFile(directory.resolve("state.db")), Durability.OS);
        SecureRandom random = new SecureRandom();
        // One pair for all certificates: making one takes a tenth of a second, and these tests are not about keys.
        KeyPair pair = new RsaKeyPairs(random).next();
        KeyPairSource keyPairs = () -> pair;
        CertificateAuthority authority = CertificateAuthority.create(pair, now, random);
        IotOperations iot = new IotOperations(
                store,
                authority,
                keyPairs,
                new PageTokens(new byte[32]),
                "iot.example.test",
                (tenant, authorizer, client, token, signature) ->
                        authorizers.invoke(tenant, authorizer, client, token, signature));
        IotDataOperations data = new IotDataOperations(published::add, DeviceAuthorizer.none(), TopicLimits.AWS);
        RuleDestinations destinations = new RuleDestinations(
                store,
                (challenge, onFailure) -> {
                    challenges.add(challenge);
                    challengeFailure.ifPresent(onFailure);
                },
                () -> "http://api.example.test",
                random,
                () -> now);
        ruleDestinations = Optional.of(destinations);
        AwsApi api = new AwsApi(
                new AnyCredentials("000000000000"),
                DeviceAuthorizer.none(),
                List.of(
                        AwsService.iot(RuleDestinations::anonymous, operations -> {
                            iot.register(operations);
                            destinations.register(operations, new PageTokens(new byte[32]));
                        }),
                        AwsService.iotData(data::register)),
                () -> now);
        running = Optional.of(new Running(directory, store, new HttpTestServer(api)));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Running ending = running.orElseThrow();
        ending.server().close();
        ending.store().close();
        try (Stream<Path> files = Files.walk(ending.directory())) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }

    /** @return twelve digits nobody else has */
    public String newAccount() {
        return "%012d".formatted(accounts.incrementAndGet());
    }

    public IotClient iot() {
        return iot(newAccount(), Region.US_EAST_1);
    }

    public IotClient iot(String account, Region region) {
        return configure(IotClient.builder(), account, region);
    }

    public IotDataPlaneClient data(String account) {
        return configure(IotDataPlaneClient.builder(), account, Region.US_EAST_1);
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C configure(
            B builder, String account, Region region) {
        return builder.httpClient(new JdkSdkHttpClient())
                .region(region)
                .endpointOverride(running.orElseThrow().server().uri())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(account, "any")))
                .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
                .build();
    }

    /** What a server does where only confirmed destinations count. */
    public void makeDestinationsOf(String account, String ruleName) {
        ruleDestinations
                .orElseThrow()
                .ruleChanged(new dev.mooring.core.Tenant(account, Region.US_EAST_1.id()), ruleName);
    }

    public java.net.URI uri() {
        return running.orElseThrow().server().uri();
    }

    /** Calls and expects a refusal of that status and name. */
    public static AwsServiceException refused(int status, String error, Runnable call) {
        try {
            call.run();
        } catch (AwsServiceException e) {
            if (e.statusCode() == status && e.awsErrorDetails().errorCode().equals(error)) {
                return e;
            }
            throw new AssertionError("expected " + status + " " + error, e);
        }
        throw new AssertionError("expected " + status + " " + error + ", but it succeeded");
    }
}
