package dev.mooring.api.sigv4;

import dev.mooring.core.Tenant;
import java.time.Instant;
import java.util.Optional;

/**
 * A key that may sign.
 *
 * @param account twelve digits
 * @param arn the identity that holds it, for example {@code arn:aws:iam::123456789012:root}
 * @param session present for temporary credentials
 */
public record AccessKey(
        String accessKeyId, String secretAccessKey, String account, String arn, Optional<Session> session) {
    public AccessKey {
        if (!Tenant.isAccount(account)) {
            throw new IllegalArgumentException("an account is 12 digits, not '" + account + "'");
        }
    }

    /** The long-lived key of an account's root identity. */
    public static AccessKey root(String accessKeyId, String secretAccessKey, String account) {
        return new AccessKey(
                accessKeyId, secretAccessKey, account, "arn:aws:iam::" + account + ":root", Optional.empty());
    }

    /** Never shows secrets: keys end up in logs. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + " of " + arn + "]";
    }

    /** What temporary credentials have besides the key. */
    public record Session(String token, Instant expiration) {
        @Override
        public String toString() {
            return "Session[until " + expiration + "]";
        }
    }
}
