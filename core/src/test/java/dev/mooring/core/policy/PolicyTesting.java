package dev.mooring.core.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What policy tests share. */
final class PolicyTesting {
    static final String ARN = "arn:aws:iot:us-east-1:123456789012:";

    private PolicyTesting() {}

    /** A document of statements written with single quotes. */
    static PolicyDocument document(String... statements) {
        try {
            return PolicyDocument.parse(json(statements));
        } catch (MalformedPolicyException malformed) {
            throw new AssertionError(malformed);
        }
    }

    static String json(String... statements) {
        return ("{'Version':'2012-10-17','Statement':[" + String.join(",", statements) + "]}").replace('\'', '"');
    }

    static PolicySet policies(String... statements) {
        return new PolicySet(List.of(new CompiledPolicy("p", "1", document(statements))));
    }

    static String allow(String action, String resource) {
        return "{'Effect':'Allow','Action':'" + action + "','Resource':'" + resource + "'}";
    }

    static String deny(String action, String resource) {
        return "{'Effect':'Deny','Action':'" + action + "','Resource':'" + resource + "'}";
    }

    static String when(String effect, String condition) {
        return "{'Effect':'" + effect + "','Action':'iot:Connect','Resource':'*','Condition':" + condition + "}";
    }

    /** Variables as {@code name=value}; a name may occur several times. */
    static PolicyVariables variables(String... assignments) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            values.merge(
                    VariableName.of(parts[0]).key() + VariableName.of(parts[0]).argument(),
                    List.of(parts[1]),
                    (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                            .toList());
        }
        return name -> values.getOrDefault(name.key() + name.argument(), List.of());
    }

    static AuthorizationRequest ask(String action, String resource, String... assignments) {
        return new AuthorizationRequest(action, ARN + resource, variables(assignments));
    }
}
