package dev.mooring.server.console;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The console in front of the AWS APIs: it answers unsigned requests below {@code /console/} and sends browsers from {@code /}
 * there; everything else, and everything signed, is the APIs'. A bucket named "console" stays reachable that way.
 *
 * <p>It serves files, the root CA, the ports, and the exchange of a sign-in token for the access key; the registry is only to
 * be had through the APIs. Safe for threads.
 */
public final class ConsoleService implements HttpService {
    private static final String BASE = "/console/";
    private static final int MAX_SESSION_REQUEST_BYTES = 1024;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpService apis;
    private final SignInLinks links;
    private final Supplier<Optional<Installation>> installation;
    private final ConsoleFiles files = new ConsoleFiles(ConsoleService.class.getClassLoader());

    /** @param installation empty until the server is ready */
    public ConsoleService(HttpService apis, SignInLinks links, Supplier<Optional<Installation>> installation) {
        this.apis = apis;
        this.links = links;
        this.installation = installation;
    }

    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!isForBrowsers(request)) {
            return apis.handle(request);
        }
        if (request.rawPath().equals("/console")) {
            return Answers.protect(Answers.redirect(BASE));
        }
        if (request.rawPath().startsWith(BASE)) {
            return Answers.protect(answer(request.rawPath().substring(BASE.length()), request));
        }
        return request.rawPath().equals("/") && isRead(request)
                ? Answers.protect(Answers.redirect(BASE))
                : apis.handle(request);
    }

    private static boolean isForBrowsers(HttpRequest request) {
        return request.clientCertificate().isEmpty()
                && request.headers().first("authorization").isEmpty()
                && !request.rawQuery().contains("X-Amz-");
    }

    private static boolean isRead(HttpRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    private HttpResponse answer(String path, HttpRequest request) {
        if (path.equals("session")) {
            return request.method().equals("POST") ? session(request) : Answers.error(405, "POST only");
        }
        if (!isRead(request)) {
            return Answers.error(405, "GET only");
        }
        return switch (path) {
            case "config.json" -> ready(Installation::publicPart);
            case "root-ca.pem" -> ready(ConsoleService::rootCa);
            default -> files.get(path, request);
        };
    }

    private HttpResponse ready(Function<Installation, HttpResponse> answer) {
        return installation.get().map(answer).orElseGet(() -> Answers.error(503, "The server is still starting."));
    }

    /** The certificate that devices must trust; public by nature. */
    private static HttpResponse rootCa(Installation installation) {
        try {
            return Answers.of(200, "application/x-pem-file", Files.readAllBytes(installation.rootCa()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + installation.rootCa(), e);
        }
    }

    private HttpResponse session(HttpRequest request) {
        if (!isLoopback(request.sourceIp())) {
            return Answers.error(403, "Sign-in links work on the machine of the server only.");
        }
        // A page of another origin cannot send this type without asking first, and is never given leave.
        String type = request.headers().first("content-type").orElse("");
        if (!type.equals("application/json") || request.body().length > MAX_SESSION_REQUEST_BYTES) {
            return Answers.error(400, "Expected {\"token\": \"…\"} as application/json.");
        }
        Optional<String> token = token(request.body());
        if (token.isEmpty()) {
            return Answers.error(400, "Expected {\"token\": \"…\"} as application/json.");
        }
        return ready(found -> links.redeem(token.get())
                ? found.sessionPart()
                : Answers.error(403, "This sign-in link was used before, or is too old."));
    }

    private static Optional<String> token(byte[] body) {
        try {
            JsonNode token = JSON.readTree(body).path("token");
            return token.isString() ? Optional.of(token.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isLoopback(String ip) {
        try {
            return InetAddress.getByName(ip).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
