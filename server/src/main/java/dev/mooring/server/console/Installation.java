package dev.mooring.server.console;

import dev.mooring.api.http.HttpResponse;
import dev.mooring.server.data.Endpoints;
import dev.mooring.server.data.RootCredentials;
import java.nio.file.Path;
import java.util.Map;

/** What the console must know of the server it comes from. */
public record Installation(Endpoints endpoints, RootCredentials rootKey) {
    Path rootCa() {
        return endpoints.rootCa();
    }

    /** For everybody who reaches the port: where devices connect, and how calls must be signed. */
    HttpResponse publicPart() {
        return Answers.json(
                200,
                Map.of(
                        "region", endpoints.region(),
                        "account", endpoints.account(),
                        "mqttsPort", Endpoints.portOf(endpoints.mqtts()),
                        "httpsPort", Endpoints.portOf(endpoints.https())));
    }

    /** For the bearer of a sign-in token. */
    HttpResponse sessionPart() {
        return Answers.json(
                200,
                Map.of(
                        "accessKeyId", rootKey.accessKeyId(),
                        "secretAccessKey", rootKey.secretAccessKey(),
                        "region", endpoints.region(),
                        "account", endpoints.account()));
    }
}
