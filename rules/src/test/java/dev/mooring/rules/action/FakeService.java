package dev.mooring.rules.action;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.core.JsonGenerator;
import software.amazon.awssdk.thirdparty.jackson.core.JsonParser;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Remembers requests and gives the answers it was given, in their order; the last one again and again. */
public final class FakeService implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Answer> answers = new ArrayDeque<>();

    private record Answer(int status, String contentType, String body) {}

    /** @param headers by lower-case name, of several values the first */
    public record Request(String method, String path, Map<String, String> headers, byte[] body) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }

        /** The service and region the request was signed for. */
        public String signedFor() {
            String[] scope =
                    header("authorization").replaceFirst(".*Credential=", "").split("[/,]");
            return scope.length < 4 ? "" : scope[3] + " " + scope[2];
        }

        /** A body in CBOR, written as JSON; binary values come out in base64. */
        JsonNode cbor() {
            try (JsonParser parser = new CBORFactory().createParser(body)) {
                java.io.StringWriter json = new java.io.StringWriter();
                try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
                    parser.nextToken();
                    generator.copyCurrentStructure(parser);
                }
                return JsonMapper.shared().readTree(json.toString());
            } catch (IOException notCbor) {
                throw new UncheckedIOException(notCbor);
            }
        }
    }

    public FakeService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public FakeService answers(int status, String contentType, String body) {
        synchronized (answers) {
            answers.add(new Answer(status, contentType, body));
        }
        return this;
    }

    /** Forgets all requests and answers. */
    public void reset() {
        requests.clear();
        synchronized (answers) {
            answers.clear();
        }
    }

    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.getFirst()));
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getRawPath(),
                    headers,
                    exchange.getRequestBody().readAllBytes()));
            Answer answer;
            synchronized (answers) {
                answer = answers.size() > 1 ? answers.poll() : answers.peek();
            }
            byte[] body = answer == null ? new byte[0] : answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer != null && !answer.contentType().isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            }
            exchange.sendResponseHeaders(answer == null ? 200 : answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
