package dev.mooring.api.sigv4;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The content encoding {@code aws-chunked}: a body in chunks, each with its signature where the client signs them, and
 * trailing headers.
 *
 * @param chunks in order, the empty last one included
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">AWS: signature calculations, transferring
 *     payload in multiple chunks</a>
 */
public record AwsChunked(List<Chunk> chunks) {
    private static final String SIGNATURE = "chunk-signature=";

    /** @param signature empty where chunks are not signed */
    public record Chunk(byte[] data, String signature) {}

    public static boolean isIn(HttpRequest request) {
        return request.headers().first("x-amz-content-sha256").orElse("").startsWith("STREAMING-");
    }

    static boolean isSignedIn(HttpRequest request) {
        return request.headers().first("x-amz-content-sha256").orElse("").startsWith("STREAMING-AWS4-HMAC-SHA256");
    }

    /** @throws ApiException IncompleteBody when the body is not well-formed */
    public static AwsChunked parse(byte[] body) {
        List<Chunk> chunks = new ArrayList<>();
        int at = 0;
        while (true) {
            int end = lineEnd(body, at);
            String[] line = new String(body, at, end - at, StandardCharsets.US_ASCII).split(";", 2);
            int size = size(line[0]);
            int from = end + 2;
            if (size > body.length - from) {
                throw malformed();
            }
            String extension = line.length == 2 ? line[1].strip() : "";
            chunks.add(new Chunk(
                    Arrays.copyOfRange(body, from, from + size),
                    extension.startsWith(SIGNATURE) ? extension.substring(SIGNATURE.length()) : ""));
            if (size == 0) {
                return new AwsChunked(List.copyOf(chunks));
            }
            at = from + size;
            if (at + 1 >= body.length || body[at] != '\r' || body[at + 1] != '\n') {
                throw malformed();
            }
            at += 2;
        }
    }

    private static int lineEnd(byte[] body, int from) {
        for (int i = from; i + 1 < body.length; i++) {
            if (body[i] == '\r' && body[i + 1] == '\n') {
                return i;
            }
        }
        throw malformed();
    }

    private static int size(String hex) {
        try {
            int size = Integer.parseInt(hex.strip().toLowerCase(Locale.ROOT), 16);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Answered below.
        }
        throw malformed();
    }

    private static ApiException malformed() {
        return new ApiException("IncompleteBody", "The body is not well-formed aws-chunked.");
    }

    /** What was meant to be sent. */
    public byte[] content() {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        chunks.forEach(chunk -> content.writeBytes(chunk.data()));
        return content.toByteArray();
    }
}
