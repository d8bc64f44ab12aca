package dev.mooring.store;

import java.time.Instant;

/**
 * An address that HTTP actions of rules may send to.
 *
 * @param id a UUID, the end of its ARN
 * @param confirmationUrl what an action's URL must begin with
 * @param statusReason may be empty
 * @param token proves that whoever shows it has got the latest challenge
 */
public record RuleDestinationRecord(
        String id,
        String confirmationUrl,
        Status status,
        String statusReason,
        String token,
        Instant createdAt,
        Instant updatedAt) {
    public enum Status {
        IN_PROGRESS,
        ENABLED,
        DISABLED,
        ERROR
    }

    public RuleDestinationRecord with(Status changed, String reason, Instant now) {
        return new RuleDestinationRecord(id, confirmationUrl, changed, reason, token, createdAt, now);
    }

    /** Challenged anew. */
    public RuleDestinationRecord challenged(String newToken, Instant now) {
        return new RuleDestinationRecord(id, confirmationUrl, Status.IN_PROGRESS, "", newToken, createdAt, now);
    }

    @Override
    public String toString() {
        return "RuleDestinationRecord[" + id + " " + confirmationUrl + " " + status + "]"; // Never the token.
    }
}
