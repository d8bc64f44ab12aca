package dev.mooring.lambda.runtimeapi;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * One loopback listener for all instances. AWS_LAMBDA_RUNTIME_API has room for a host and a port only, so an instance
 * is told apart by a secret that its bootstrap receives in the environment, removes from there before function code
 * runs, and sends with each request: a function cannot take or answer another one's events. A port an instance would
 * cost a listener and a thread each, and any process could find it by trying.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">AWS: Lambda runtime API</a>
 */
public final class RuntimeApiServer implements AutoCloseable {
    /** AWS: 6 MB and a little for the envelope. */
    public static final int MAX_RESPONSE_BYTES = 6_291_556;

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, RuntimeClient> clients = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private RuntimeApiServer() {
        this.server = listen(this::client);
    }

    /** Listens on a free port of the loopback interface. */
    public static RuntimeApiServer start() {
        return new RuntimeApiServer();
    }

    /** Host and port, for AWS_LAMBDA_RUNTIME_API. */
    public String address() {
        return addressOf(server);
    }

    /** A new secret, 256 bits in hexadecimal. */
    public String newToken() {
        byte[] token = new byte[32];
        random.nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    public void register(String token, RuntimeClient client) {
        clients.put(token, client);
    }

    public void unregister(String token) {
        clients.remove(token);
    }

    /**
     * A port of its own for an instance whose bootstrap is not ours and knows no secret: everything that comes there is
     * from it. Costs a listener each, and any process of this machine could find it by trying.
     */
    public OwnPort openPort(RuntimeClient client) {
        HttpServer own = listen(request -> Optional.of(client));
        return new OwnPort() {
            @Override
            public String address() {
                return addressOf(own);
            }

            @Override
            public void close() {
                own.stop(0);
            }
        };
    }

    /** Where one instance finds its Runtime API. */
    public interface OwnPort extends AutoCloseable {
        /** Host and port, for AWS_LAMBDA_RUNTIME_API. */
        String address();

        @Override
        void close();
    }

    private HttpServer listen(Function<String, Optional<RuntimeClient>> clientsByToken) {
        try {
            HttpServer listening = HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), BACKLOG);
            listening.setExecutor(threads);
            listening.createContext("/", new RuntimeApiHandler(clientsByToken));
            listening.start();
            return listening;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a loopback port for the Lambda Runtime API", e);
        }
    }

    private static String addressOf(HttpServer server) {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Drops every connection; instances that are still alive end themselves. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private Optional<RuntimeClient> client(String token) {
        return Optional.ofNullable(clients.get(token));
    }
}
