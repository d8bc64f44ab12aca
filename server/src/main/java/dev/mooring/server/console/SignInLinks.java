package dev.mooring.server.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/**
 * One-time tokens for signing in to the console: 256 random bits, good once and for {@link #LIFETIME}. Only the newest one is
 * known. Nothing is kept on disk. Safe for threads.
 */
public final class SignInLinks {
    public static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int TOKEN_BYTES = 32;

    private final SecureRandom random;
    private final InstantSource clock;
    private Optional<Issued> newest = Optional.empty();

    private record Issued(byte[] token, Instant expiresAt) {}

    public SignInLinks(SecureRandom random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    /** A new token in URL-safe letters; the one before is void. */
    public synchronized String issue() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        newest = Optional.of(new Issued(
                token.getBytes(StandardCharsets.US_ASCII), clock.instant().plus(LIFETIME)));
        return token;
    }

    /** Whether the token is good. If it is, it no longer is afterwards. */
    public synchronized boolean redeem(String token) {
        if (newest.isEmpty()) {
            return false;
        }
        Issued issued = newest.get();
        if (!clock.instant().isBefore(issued.expiresAt())) {
            newest = Optional.empty();
            return false;
        }
        if (!MessageDigest.isEqual(issued.token(), token.getBytes(StandardCharsets.UTF_8))) {
            return false; // A wrong guess does not void the right one: or anybody could lock the owner out.
        }
        newest = Optional.empty();
        return true;
    }
}
