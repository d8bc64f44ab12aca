package dev.mooring.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Pagination tokens: opaque to clients, bound to the query they came from, and not to be forged. A token is the
 * base64 form (whose alphabet the model prescribes) of an HMAC over query and position, followed by the position.
 */
public final class PageTokens {
    private static final int TAG_BYTES = 16;

    private final byte[] key;

    /** @param key secret, at least 16 bytes, the same on every node and after every start, so that tokens stay good */
    public PageTokens(byte[] key) {
        if (key.length < 16) {
            throw new IllegalArgumentException("a key of " + key.length + " bytes can be guessed");
        }
        this.key = key.clone();
    }

    /**
     * @param query all that the listing depends on, tenant included, but the size of the page
     * @param position where the next page begins
     */
    public String issue(String query, String position) {
        byte[] text = position.getBytes(StandardCharsets.UTF_8);
        byte[] token = Arrays.copyOf(tag(query, position), TAG_BYTES + text.length);
        System.arraycopy(text, 0, token, TAG_BYTES, text.length);
        return Base64.getEncoder().encodeToString(token);
    }

    /** The position in a token; empty when it was not issued here for this query. */
    public Optional<String> position(String query, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < TAG_BYTES) {
            return Optional.empty();
        }
        String position = new String(bytes, TAG_BYTES, bytes.length - TAG_BYTES, StandardCharsets.UTF_8);
        byte[] given = Arrays.copyOf(bytes, TAG_BYTES);
        return MessageDigest.isEqual(given, tag(query, position)) ? Optional.of(position) : Optional.empty();
    }

    private byte[] tag(String query, String position) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(query.getBytes(StandardCharsets.UTF_8));
            // A byte that UTF-8 never has keeps query and position apart.
            mac.update((byte) 0xff);
            return Arrays.copyOf(mac.doFinal(position.getBytes(StandardCharsets.UTF_8)), TAG_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
