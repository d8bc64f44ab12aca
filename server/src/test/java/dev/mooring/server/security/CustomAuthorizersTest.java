package dev.mooring.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.api.http.HttpHeaders;
import dev.mooring.api.http.HttpRequest;
import dev.mooring.api.iot.AuthorizerInvoker;
import dev.mooring.core.Tenant;
import dev.mooring.core.authorizer.AuthorizerResponse;
import dev.mooring.store.AuthorizerRecord;
import dev.mooring.store.Durability;
import dev.mooring.store.Location;
import dev.mooring.store.SqlStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often the function of an authorizer is asked over HTTP. */
class CustomAuthorizersTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private static final Duration REFRESH = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private SqlStore store;
    private CustomAuthorizers authorizers;
    private Instant now = Instant.EPOCH;
    private boolean lets = true;
    private int asked;

    @BeforeEach
    void open() {
        store = SqlStore.open(new Location.SqliteFile(directory.resolve("test.db")), Durability.OS);
        AuthorizerInvoker function = (tenant, authorizer, client, token, signature) -> {
            asked++;
            return new AuthorizerInvoker.Outcome.Answered(
                    lets
                            ? new AuthorizerResponse.Authenticated("guest", List.of(), Duration.ofDays(1), REFRESH)
                            : new AuthorizerResponse.NotAuthenticated());
        };
        authorizers = new CustomAuthorizers(store, function, TENANT, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void authorizer(boolean caching, Instant modifiedAt) {
        store.write(tables -> {
            tables.authorizers(TENANT)
                    .put(new AuthorizerRecord(
                            "door", "function", Optional.empty(), Map.of(), false, true, caching, now, modifiedAt));
            return true;
        });
    }

    private boolean request(String connection, String password, String length) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/topics/t",
                "qos=1",
                new HttpHeaders(Map.of(
                        "x-amz-customauthorizer-name", List.of("door"),
                        "x-password", List.of(password),
                        "content-length", List.of(length))),
                new byte[0],
                "127.0.0.1",
                Optional.empty(),
                connection);
        return authorizers.identify(request, "id").orElseThrow() instanceof CustomAuthorizers.Judged.LetIn;
    }

    @Test
    void eachRequestAsksUnlessTheAuthorizerSaysOtherwise() {
        authorizer(false, now);
        assertThat(request("1", "sesame", "5")).isTrue();
        assertThat(request("1", "sesame", "5")).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void oneAnswerIsGoodForAConnectionUntilItMustBeRefreshed() {
        authorizer(true, now);
        assertThat(request("1", "sesame", "5")).isTrue();
        assertThat(request("1", "sesame", "6")).isTrue();
        assertThat(asked).isEqualTo(1);
        now = now.plus(REFRESH);
        assertThat(request("1", "sesame", "5")).isTrue();
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void whoShowsSomethingElseOrComesByAnotherConnectionIsAskedAbout() {
        authorizer(true, now);
        request("1", "sesame", "5");
        request("1", "guess", "5");
        request("2", "sesame", "5");
        request("", "sesame", "5");
        request("", "sesame", "5");
        assertThat(asked).isEqualTo(5);
    }

    @Test
    void aRefusalAndAChangedAuthorizerAreNotRemembered() {
        authorizer(true, now);
        lets = false;
        assertThat(request("1", "sesame", "5")).isFalse();
        lets = true;
        assertThat(request("1", "sesame", "5")).isTrue();
        authorizer(true, now.plusSeconds(1));
        lets = false;
        assertThat(request("1", "sesame", "5")).isFalse();
    }
}
