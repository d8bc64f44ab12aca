package dev.mooring.api.lambda;

import dev.mooring.api.ApiException;
import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.http.HttpResponse;
import dev.mooring.api.http.HttpService;
import dev.mooring.api.http.PercentEncoding;
import dev.mooring.api.restjson.ErrorWriter;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.Functions;
import dev.mooring.lambda.LambdaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Serves what {@link CodeLinks} lead to, and leaves every other request to others. */
public record CodeDownloads(Functions functions, CodeLinks links, HttpService others, InstantSource clock)
        implements HttpService {
    @Override
    public HttpResponse handle(HttpRequest request) {
        if (!request.rawPath().equals(CodeLinks.PATH) || !request.method().equals("GET")) {
            return others.handle(request);
        }
        Optional<CodeLinks.Code> code = PercentEncoding.query(request.rawQuery())
                .flatMap(
                        query -> query.getOrDefault("token", List.of()).stream().findFirst())
                .flatMap(token -> links.redeem(token, clock.instant()));
        if (code.isEmpty()) {
            return refusal("AccessDeniedException", "The link was not made here, or is older than ten minutes.");
        }
        try {
            FunctionName name =
                    FunctionName.parse(code.get().tenant(), code.get().name());
            byte[] zip = Files.readAllBytes(
                    functions.codeFile(functions.get(code.get().tenant(), name)));
            return new HttpResponse(
                    200,
                    new HttpHeaders(Map.of(
                            "content-type", List.of("application/zip"),
                            "content-disposition", List.of("attachment; filename=\"" + name.name() + ".zip\""),
                            "cache-control", List.of("no-store"))),
                    zip);
        } catch (LambdaException gone) {
            return refusal("ResourceNotFoundException", String.valueOf(gone.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("the code cannot be read", e);
        }
    }

    private static HttpResponse refusal(String error, String message) {
        return ErrorWriter.write(
                Optional.empty(),
                new ApiException(error, message),
                UUID.randomUUID().toString());
    }
}
