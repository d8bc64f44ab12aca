package dev.mooring.core.policy;

import java.util.List;

/**
 * A policy document, parsed and compiled. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html">AWS: IoT policies</a>
 */
public final class PolicyDocument {
    /** The longest document, in characters that are not whitespace. */
    public static final int MAX_CHARACTERS = 2048;

    /** The longest text taken, whitespace included. */
    public static final int MAX_RAW_CHARACTERS = 404_600;

    private final List<Statement> statements;

    PolicyDocument(List<Statement> statements) {
        this.statements = List.copyOf(statements);
    }

    /** @throws MalformedPolicyException if AWS would refuse the document; the message says where and why */
    public static PolicyDocument parse(String json) throws MalformedPolicyException {
        return PolicyParser.parse(json);
    }

    List<Statement> statements() {
        return statements;
    }
}
