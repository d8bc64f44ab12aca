package dev.mooring.api.protocol;

import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.restjson.MalformedRequestException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

/**
 * Bodies that clients compress of their own accord when they are large.
 *
 * @see <a href="https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait">Smithy: requestCompression</a>
 */
final class Bodies {
    /** No operation takes more; what would be larger is an attack on the memory. */
    private static final int MAX_BYTES = 16 << 20;

    private Bodies() {}

    /** @throws MalformedRequestException when it is no gzip, or larger than any request may be */
    static byte[] plain(HttpRequest request) {
        if (!request.headers().first("content-encoding").orElse("").equals("gzip")) {
            return request.body();
        }
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
            byte[] body = unzipped.readNBytes(MAX_BYTES + 1);
            if (body.length > MAX_BYTES) {
                throw new MalformedRequestException("the body has more than " + MAX_BYTES + " bytes");
            }
            return body;
        } catch (IOException e) {
            throw new MalformedRequestException("the body is not valid gzip");
        }
    }
}
