package dev.mooring.lambda.runtimeapi;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Serves the 2018-06-01 version of the Runtime API. */
final class RuntimeApiHandler implements HttpHandler {
    /** Our bootstrap's secret and its memory; everything else is AWS's. */
    static final String TOKEN = "Mooring-Runtime-Token";

    static final String MAX_RSS = "Mooring-Max-Rss-Bytes";

    private static final String PREFIX = "/2018-06-01/runtime/";

    private final Function<String, Optional<RuntimeClient>> clients;

    RuntimeApiHandler(Function<String, Optional<RuntimeClient>> clients) {
        this.clients = clients;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String token = Optional.ofNullable(exchange.getRequestHeaders().getFirst(TOKEN))
                    .orElse("");
            Optional<RuntimeClient> client = clients.apply(token);
            if (client.isEmpty()) {
                refuse(exchange, 403, "Forbidden", "this request does not come from a registered function instance");
                return;
            }
            route(exchange, client.get());
        } catch (InterruptedException e) {
            // The server is stopping; the connection is dropped.
            Thread.currentThread().interrupt();
        }
    }

    private static void route(HttpExchange exchange, RuntimeClient client) throws IOException, InterruptedException {
        String path = exchange.getRequestURI().getRawPath();
        String operation = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : "";
        String method = exchange.getRequestMethod();
        if (method.equals("GET") && operation.equals("invocation/next")) {
            next(exchange, client);
        } else if (method.equals("POST") && operation.equals("init/error")) {
            client.initFailed(
                    read(exchange, RuntimeApiServer.MAX_RESPONSE_BYTES).bytes());
            accepted(exchange);
        } else if (method.equals("POST") && operation.matches("invocation/[^/]+/(response|error)")) {
            String[] parts = operation.split("/", -1);
            result(exchange, client, parts[1], parts[2].equals("response"));
        } else {
            refuse(exchange, 404, "NotFound", "no such operation of the Lambda Runtime API: " + method + " " + path);
        }
    }

    private static void next(HttpExchange exchange, RuntimeClient client) throws IOException, InterruptedException {
        Optional<Invocation> next = client.next();
        if (next.isEmpty()) {
            refuse(exchange, 410, "Gone", "this instance is to end");
            return;
        }
        Invocation invocation = next.get();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(invocation.deadline().toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.invokedFunctionArn());
        invocation.clientContext().ifPresent(json -> headers.set("Lambda-Runtime-Client-Context", json));
        headers.set("Content-Type", "application/json");
        send(exchange, 200, invocation.payload());
    }

    private static void result(HttpExchange exchange, RuntimeClient client, String requestId, boolean success)
            throws IOException {
        ProcessReport report = report(exchange);
        Body body = read(exchange, RuntimeApiServer.MAX_RESPONSE_BYTES);
        if (body.length() > RuntimeApiServer.MAX_RESPONSE_BYTES) {
            client.tooLarge(requestId, body.length(), report);
            refuse(
                    exchange,
                    413,
                    "RequestEntityTooLarge",
                    "Exceeded maximum allowed payload size (" + RuntimeApiServer.MAX_RESPONSE_BYTES + " bytes).");
            return;
        }
        boolean known = success
                ? client.succeeded(requestId, body.bytes(), report)
                : client.failed(requestId, body.bytes(), report);
        if (known) {
            accepted(exchange);
        } else {
            refuse(exchange, 400, "InvalidRequestID", "Invalid request ID");
        }
    }

    private static ProcessReport report(HttpExchange exchange) {
        String rss = exchange.getRequestHeaders().getFirst(MAX_RSS);
        return rss != null && rss.matches("\\d{1,18}")
                ? new ProcessReport(OptionalLong.of(Long.parseLong(rss)))
                : ProcessReport.NONE;
    }

    /** Reads everything, keeps at most {@code limit} bytes: a peer that is still sending would not hear our answer. */
    private static Body read(HttpExchange exchange, int limit) throws IOException {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[16 * 1024];
        long length = 0;
        InputStream in = exchange.getRequestBody();
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            int room = (int) Math.min(n, Math.max(0, limit - length));
            kept.write(buffer, 0, room);
            length += n;
        }
        return new Body(kept.toByteArray(), length);
    }

    private record Body(byte[] bytes, long length) {}

    private static void accepted(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        send(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void refuse(HttpExchange exchange, int status, String type, String message) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        String json = "{\"errorMessage\":\"" + message.replaceAll("[\"\\\\\\p{Cntrl}]", "?") + "\",\"errorType\":\""
                + type + "\"}";
        send(exchange, status, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }
}
