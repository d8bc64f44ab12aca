package dev.mooring.standins;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.mooring.api.AwsApi;
import dev.mooring.api.DeviceAuthorizer;
import dev.mooring.api.PageTokens;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.sigv4.AccessKey;
import dev.mooring.api.sigv4.AnyCredentials;
import dev.mooring.api.sigv4.RequestAuthenticator;
import dev.mooring.api.sigv4.SigV4Verifier;
import dev.mooring.core.Tenant;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import dev.mooring.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/** All stand-ins on a real socket with a store of their own, signatures verified, and a clock that can be moved. */
public final class StandInServer implements AutoCloseable {
    public static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final AccessKey KEY = AccessKey.root("AKIDEXAMPLE", "secret", TENANT.account());

    private final Path directory;
    private final SdkHttpClient http = UrlConnectionHttpClient.builder()
            .socketTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpServer server;
    /** Topic and payload of each message. */
    public final List<String> published = new CopyOnWriteArrayList<>();

    public final Map<String, Function<String, FunctionPort.Answer>> functions = new ConcurrentHashMap<>();
    private volatile Duration offset = Duration.ZERO;
    private Store store;
    private StandIns standIns;
    private HttpService api;

    public StandInServer() {
        try {
            directory = Files.createTempDirectory("standins");
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private void open() {
        store = SqlStore.open(new Location.SqliteFile(directory.resolve("x.db")), Durability.OS);
        InstantSource clock = this::now;
        standIns = new StandIns(new StandInPorts(
                store,
                clock,
                new PageTokens(new byte[32]),
                new TestFunctions(),
                (tenant, topic, payload) -> published.add(topic + " " + new String(payload, StandardCharsets.UTF_8)),
                directory.resolve("files"),
                () -> uri().toString()));
        // Signatures carry the machine's time, whatever time it is for the services.
        RequestAuthenticator authenticator = (request, now) -> new SigV4Verifier(
                        id -> id.equals(KEY.accessKeyId()) ? Optional.of(KEY) : Optional.empty())
                .authenticate(request, Clock.systemUTC().instant());
        api = standIns.gate(
                authenticator, new AwsApi(authenticator, DeviceAuthorizer.none(), standIns.services(), clock));
    }

    private final class TestFunctions implements FunctionPort {
        @Override
        public Answer accept(Tenant tenant, String functionArn, byte[] event, Source source) {
            return invoke(tenant, functionArn, event);
        }

        @Override
        public Answer invoke(Tenant tenant, String functionArn, byte[] event) {
            String name = functionArn.substring(functionArn.lastIndexOf(':') + 1);
            return Optional.ofNullable(functions.get(name))
                    .map(function -> function.apply(new String(event, StandardCharsets.UTF_8)))
                    .orElseGet(() -> new Answer.Refused("ResourceNotFoundException", "no function " + name));
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            URI uri = exchange.getRequestURI();
            HttpResponse response = api.handle(new HttpRequest(
                    exchange.getRequestMethod(),
                    uri.getRawPath(),
                    Optional.ofNullable(uri.getRawQuery()).orElse(""),
                    new HttpHeaders(exchange.getRequestHeaders()),
                    exchange.getRequestBody().readAllBytes(),
                    "127.0.0.1",
                    Optional.empty()));
            response.headers().fields().forEach((name, values) -> exchange.getResponseHeaders()
                    .put(name, values));
            boolean bodiless =
                    response.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), bodiless ? -1 : response.body().length);
            if (!bodiless) {
                exchange.getResponseBody().write(response.body());
            }
        }
    }

    /** The answer to a request whose signature nobody verifies, for protocols that no SDK at hand speaks. */
    public String unsigned(String service, String contentType, String body) {
        return unsigned(service, Map.of("content-type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** The same with headers of one's own. */
    public String unsigned(String service, Map<String, String> headers, byte[] body) {
        return unsigned(service, "POST", "/", headers, body);
    }

    /** The same with method and path. */
    public String unsigned(String service, String method, String path, Map<String, String> headers, byte[] body) {
        AwsApi lenient = new AwsApi(
                new AnyCredentials(TENANT.account()), DeviceAuthorizer.none(), standIns.services(), Clock.systemUTC());
        String authorization = "AWS4-HMAC-SHA256 Credential=AKIATEST/20260101/" + TENANT.region() + "/" + service
                + "/aws4_request, SignedHeaders=host, Signature=" + "0".repeat(64);
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name, List.of(value)));
        all.put("authorization", List.of(authorization));
        all.put("x-amz-date", List.of("20260101T000000Z"));
        HttpResponse response = lenient.handle(
                new HttpRequest(method, path, "", new HttpHeaders(all), body, "127.0.0.1", Optional.empty()));
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public Path files() {
        return directory.resolve("files");
    }

    public StandIns standIns() {
        return standIns;
    }

    /** The services' time. */
    public Instant now() {
        return Instant.now().plus(offset);
    }

    public void advance(Duration by) {
        offset = offset.plus(by);
    }

    /** As after a restart: nothing is left but what is on disk. */
    public void restart() {
        standIns.close();
        store.close();
        open();
    }

    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        return builder.httpClient(http)
                .region(Region.of(TENANT.region()))
                .endpointOverride(uri())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .overrideConfiguration(configuration -> configuration
                        // Operations such as StartSyncExecution put a prefix before the host's name.
                        .putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true)
                        .retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    @Override
    public void close() {
        server.stop(0);
        standIns.close();
        store.close();
        http.close();
    }
}
