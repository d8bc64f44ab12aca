package dev.mooring.rules.action;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/**
 * A request with a body, to be signed or not.
 *
 * @param headers a name may occur several times
 */
record WebRequest(String method, URI uri, List<Header> headers, byte[] body) {
    record Header(String name, String value) {}

    WebRequest {
        headers = List.copyOf(headers);
    }

    /** Signed with SigV4, as of now. */
    WebRequest signed(ServiceEndpoint.Credentials credentials, String service, String region, Clock clock) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
        headers.forEach(header -> unsigned.appendHeader(header.name(), header.value()));
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(AwsClients.credentials(credentials))
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        List<Header> all = new ArrayList<>();
        signed.forEachHeader((name, values) -> {
            // The client sends the same one by itself, and does not want it from others.
            if (!name.toLowerCase(Locale.ROOT).equals("host")) {
                values.forEach(value -> all.add(new Header(name, value)));
            }
        });
        return new WebRequest(method, uri, all, body);
    }

    HttpRequest.Builder toHttp() {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(header -> request.header(header.name(), header.value()));
        return request;
    }
}
