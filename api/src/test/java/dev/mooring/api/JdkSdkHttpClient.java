package dev.mooring.api;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Lets the AWS SDK send through the JDK's HTTP client, which knows PATCH; the SDK's URL connection client does not. */
public final class JdkSdkHttpClient implements SdkHttpClient {
    /** Headers the JDK's client writes itself. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "expect");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return send(request);
            }

            @Override
            public void abort() {}
        };
    }

    private HttpExecuteResponse send(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest sdk = request.httpRequest();
        byte[] body = request.contentStreamProvider().isPresent()
                ? request.contentStreamProvider().get().newStream().readAllBytes()
                : new byte[0];
        var builder = java.net.http.HttpRequest.newBuilder(sdk.getUri())
                .method(sdk.method().name(), BodyPublishers.ofByteArray(body));
        sdk.headers().forEach((name, values) -> {
            if (!OWN.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        try {
            java.net.http.HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
            SdkHttpFullResponse.Builder answer = SdkHttpFullResponse.builder().statusCode(response.statusCode());
            response.headers().map().forEach((name, values) -> answer.putHeader(name, values));
            return HttpExecuteResponse.builder()
                    .response(answer.build())
                    .responseBody(AbortableInputStream.create(new java.io.ByteArrayInputStream(response.body())))
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
