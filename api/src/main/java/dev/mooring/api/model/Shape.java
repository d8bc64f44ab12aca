package dev.mooring.api.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A shape of a service model. Shapes refer to each other by name (they may be recursive): {@link ServiceModel#shape}.
 *
 * @see <a href="https://smithy.io/2.0/spec/constraint-traits.html">Smithy: constraint traits, the same constraints in
 *     today's words</a>
 */
public sealed interface Shape {
    String name();

    /** Its values must not appear in messages or logs. */
    boolean isSensitive();

    /**
     * @param members in the model's order
     * @param payload the member that is the whole HTTP body
     * @param error present for exceptions
     */
    record Structure(
            String name,
            boolean isSensitive,
            Map<String, Member> members,
            List<String> required,
            Optional<String> payload,
            Optional<ErrorTrait> error)
            implements Shape {}

    /**
     * @param wire how it is written in XML and in the query protocol
     */
    record ListOf(String name, boolean isSensitive, String element, Bounds size, ListWire wire) implements Shape {}

    /**
     * @param wire how it is written in XML and in the query protocol
     */
    record MapOf(String name, boolean isSensitive, String key, String value, Bounds size, MapWire wire)
            implements Shape {}

    /** @param elementName of each element, unless flattened */
    record ListWire(String elementName, boolean isFlattened) {}

    record MapWire(String keyName, String valueName, boolean isFlattened) {}

    /** @param values the enumeration; empty when any text will do */
    record Text(String name, boolean isSensitive, Bounds length, Optional<Pattern> pattern, List<String> values)
            implements Shape {}

    record Numeric(String name, boolean isSensitive, NumberKind kind, Bounds range) implements Shape {}

    record Bool(String name, boolean isSensitive) implements Shape {}

    /** @param length in bytes */
    record Blob(String name, boolean isSensitive, Bounds length) implements Shape {}

    record Timestamp(String name, boolean isSensitive) implements Shape {}

    enum NumberKind {
        INTEGER,
        LONG,
        FLOAT,
        DOUBLE
    }

    /**
     * @param status the HTTP status
     * @param code the name on the wire, where it is not the shape's
     */
    record ErrorTrait(int status, Optional<String> code) {}
}
