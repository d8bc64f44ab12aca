package dev.mooring.server.quickstart;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A chat room that hears of messages through a webhook, as Slack's and Google's do. */
final class Chat implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();

    Chat() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open the chat's webhook", e);
        }
        server.createContext("/webhook", exchange -> {
            String text;
            try (exchange) {
                text = JSON.readTree(exchange.getRequestBody()).path("text").asString("");
                exchange.sendResponseHeaders(204, -1);
            } catch (JacksonException e) {
                exchange.sendResponseHeaders(400, -1);
                return;
            }
            // After the answer: who reads the message may close the chat, and the function would see a broken
            // connection,
            // fail, and try again when nobody listens any more.
            messages.add(text);
        });
        server.start();
    }

    String webhook() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/webhook";
    }

    /** Waits for the next message. */
    Optional<String> next(long seconds) throws InterruptedException {
        return Optional.ofNullable(messages.poll(seconds, TimeUnit.SECONDS));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
