package dev.mooring.api.sigv4;

import java.util.Optional;

/** The keys this server knows. Asked on every request: answer from memory or nearly so. */
@FunctionalInterface
public interface AccessKeys {
    Optional<AccessKey> find(String accessKeyId);
}
