package dev.mooring.lambda.javaclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Lambda Runtime API, as its client. When the server is gone the process ends. */
final class RuntimeApi {
    private final String base;
    private final String token;

    /**
     * @param deadlineMs when the process will be killed, in milliseconds since 1970
     * @param clientContext JSON
     */
    record Event(
            String requestId,
            String functionArn,
            long deadlineMs,
            Optional<String> clientContext,
            Optional<String> cognitoIdentity,
            byte[] body) {}

    RuntimeApi(String address, String token) {
        this.base = "http://" + address + "/2018-06-01/runtime/";
        this.token = token;
    }

    Event next() {
        try {
            HttpURLConnection connection = open("invocation/next");
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw halted();
            }
            try (InputStream body = connection.getInputStream()) {
                return new Event(
                        header(connection, "Lambda-Runtime-Aws-Request-Id"),
                        header(connection, "Lambda-Runtime-Invoked-Function-Arn"),
                        Long.parseLong(header(connection, "Lambda-Runtime-Deadline-Ms")),
                        Optional.ofNullable(connection.getHeaderField("Lambda-Runtime-Client-Context")),
                        Optional.ofNullable(connection.getHeaderField("Lambda-Runtime-Cognito-Identity")),
                        body.readAllBytes());
            }
        } catch (IOException e) {
            throw halted();
        }
    }

    void succeeded(String requestId, byte[] json) {
        post("invocation/" + requestId + "/response", json);
    }

    void failed(String requestId, byte[] json) {
        post("invocation/" + requestId + "/error", json);
    }

    void initFailed(byte[] json) {
        post("init/error", json);
    }

    private void post(String operation, byte[] json) {
        try {
            HttpURLConnection connection = open(operation);
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(json.length);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(json);
            // A refusal (too large, too late) has been reported to the caller already. Read, so that the connection
            // lives.
            InputStream answer = connection.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST
                    ? connection.getInputStream()
                    : connection.getErrorStream();
            if (answer != null) {
                answer.readAllBytes();
                answer.close();
            }
        } catch (IOException e) {
            throw halted();
        }
    }

    private HttpURLConnection open(String operation) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(base + operation).toURL().openConnection();
        connection.setRequestProperty("Mooring-Runtime-Token", token);
        connection.setRequestProperty("Mooring-Max-Rss-Bytes", Long.toString(peakMemoryBytes()));
        return connection;
    }

    private static String header(HttpURLConnection connection, String name) throws IOException {
        @Nullable String value = connection.getHeaderField(name);
        if (value == null) {
            throw new IOException("no header " + name);
        }
        return value;
    }

    /** The server is gone or wants this process gone. */
    private static IllegalStateException halted() {
        Runtime.getRuntime().halt(0);
        return new IllegalStateException();
    }

    private static long peakMemoryBytes() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
                }
            }
        } catch (IOException e) {
            // Not Linux: the heap will have to do.
        }
        return Runtime.getRuntime().totalMemory();
    }
}
