package dev.mooring.store;

import dev.mooring.core.Tenant;

/**
 * Something that was committed. Caches drop what it names.
 *
 * @param key the resource's name or id; for attachments the principal or target
 */
public record Change(Tenant tenant, Kind kind, String key) {
    public enum Kind {
        THING,
        CERTIFICATE,
        POLICY,
        POLICY_TARGET,
        THING_PRINCIPAL,
        TOPIC_RULE,
        FUNCTION,
        AUTHORIZER,
        LOGGING_OPTIONS
    }
}
