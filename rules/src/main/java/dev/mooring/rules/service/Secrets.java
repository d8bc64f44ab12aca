package dev.mooring.rules.service;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices.Answer;
import dev.mooring.rules.action.AwsClients;
import dev.mooring.rules.action.TargetService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;

/**
 * The current versions of secrets, each kept for 15 minutes, as AWS keeps them. A failure is kept for a moment, so that a
 * service that is down does not cost its timeout for every message.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-sql-functions.html#iot-sql-function-get-secret">AWS:
 *     get_secret</a>
 */
final class Secrets {
    static final Duration KEPT = Duration.ofMinutes(15);
    static final Duration FAILURE_KEPT = Duration.ofSeconds(5);
    private static final int CAPACITY = 1000;

    private final AwsClients clients;
    private final RemoteCall calls;
    private final LookupCache<Key, Secret> cache;

    private record Key(Tenant tenant, String secretId) {}

    private sealed interface Secret {
        /** @param binary in base64 */
        record Value(Optional<String> string, Optional<String> binary) implements Secret {}

        record Unavailable(String why) implements Secret {}
    }

    Secrets(AwsClients clients, RemoteCall calls, InstantSource clock) {
        this.clients = clients;
        this.calls = calls;
        this.cache = new LookupCache<>(CAPACITY, clock);
    }

    Answer string(Tenant tenant, String secretId) {
        return switch (get(tenant, secretId)) {
            case Secret.Value value -> part(value.string(), "SecretString", secretId);
            case Secret.Unavailable(String why) -> new Answer.Unavailable(why);
        };
    }

    /** In base64. */
    Answer binary(Tenant tenant, String secretId) {
        return switch (get(tenant, secretId)) {
            case Secret.Value value -> part(value.binary(), "SecretBinary", secretId);
            case Secret.Unavailable(String why) -> new Answer.Unavailable(why);
        };
    }

    private static Answer part(Optional<String> text, String name, String secretId) {
        return text.<Answer>map(Answer.Text::new)
                .orElseGet(() -> new Answer.Unavailable("get_secret(): " + secretId + " has no " + name));
    }

    /** Two threads that miss at once both ask, as AWS's do. */
    private Secret get(Tenant tenant, String secretId) {
        Key key = new Key(tenant, secretId);
        return cache.get(key).orElseGet(() -> {
            Secret secret = fetch(tenant, secretId);
            cache.put(key, secret, secret instanceof Secret.Value ? KEPT : FAILURE_KEPT);
            return secret;
        });
    }

    private Secret fetch(Tenant tenant, String secretId) {
        GetSecretValueRequest request = GetSecretValueRequest.builder()
                .secretId(secretId)
                .overrideConfiguration(calls.limits())
                .build();
        return switch (calls.make("get_secret()", () -> client(tenant).getSecretValue(request))) {
            case RemoteCall.Result.Got<GetSecretValueResponse>(GetSecretValueResponse got) ->
                new Secret.Value(
                        Optional.ofNullable(got.secretString()),
                        Optional.ofNullable(got.secretBinary())
                                .map(bytes -> Base64.getEncoder().encodeToString(bytes.asByteArrayUnsafe())));
            case RemoteCall.Result.Failed<GetSecretValueResponse>(String why) -> new Secret.Unavailable(why);
        };
    }

    private SecretsManagerClient client(Tenant tenant) {
        return clients.get(
                tenant, TargetService.SECRETS_MANAGER, SecretsManagerClient.class, SecretsManagerClient::builder);
    }
}
