package dev.mooring.core.policy;

import java.util.Map;
import java.util.Optional;

/**
 * The thing a connection stands for: attached to its principal, and named like its client id or attached exclusively.
 *
 * @param typeName the thing type, if it has one
 */
public record ConnectionThing(String name, Optional<String> typeName, Map<String, String> attributes) {
    public ConnectionThing {
        attributes = Map.copyOf(attributes);
    }
}
