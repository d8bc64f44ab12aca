package dev.mooring.lambda.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who but the function's own account may use it, as GetPolicy prints it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html">AWS: resource-based
 *     policies in Lambda</a>
 */
public record ResourcePolicy(List<PolicyStatement> statements) {
    public static final ResourcePolicy EMPTY = new ResourcePolicy(List.of());
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public ResourcePolicy {
        statements = List.copyOf(statements);
    }

    /** @param json what {@link #toJson} made; {@code ""} is the empty policy */
    public static ResourcePolicy parse(String json) {
        if (json.isEmpty()) {
            return EMPTY;
        }
        List<PolicyStatement> statements = new ArrayList<>();
        for (JsonNode statement : JSON.readTree(json).path("Statement")) {
            Map<String, Map<String, String>> conditions = new LinkedHashMap<>();
            statement.path("Condition").properties().forEach(operator -> {
                Map<String, String> keys = new LinkedHashMap<>();
                operator.getValue()
                        .properties()
                        .forEach(key -> keys.put(key.getKey(), key.getValue().asString()));
                conditions.put(operator.getKey(), keys);
            });
            statements.add(new PolicyStatement(
                    statement.path("Sid").asString(),
                    principal(statement.path("Principal")),
                    statement.path("Action").asString(),
                    statement.path("Resource").asString(),
                    conditions));
        }
        return new ResourcePolicy(statements);
    }

    public boolean isEmpty() {
        return statements.isEmpty();
    }

    /** Whether some statement lets the service invoke the function. */
    public boolean allowsInvoke(InvokeSource source) {
        return statements.stream().anyMatch(statement -> statement.allowsInvoke(source));
    }

    public Optional<PolicyStatement> statement(String sid) {
        return statements.stream().filter(s -> s.sid().equals(sid)).findFirst();
    }

    public ResourcePolicy with(PolicyStatement statement) {
        List<PolicyStatement> more = new ArrayList<>(statements);
        more.add(statement);
        return new ResourcePolicy(more);
    }

    public ResourcePolicy without(String sid) {
        return new ResourcePolicy(
                statements.stream().filter(s -> !s.sid().equals(sid)).toList());
    }

    public String toJson() {
        ObjectNode policy = JSON.createObjectNode();
        policy.put("Version", "2012-10-17").put("Id", "default");
        var array = policy.putArray("Statement");
        statements.forEach(statement -> array.add(node(statement)));
        return policy.toString();
    }

    /** One statement, as AddPermission answers. */
    public static String toJson(PolicyStatement statement) {
        return node(statement).toString();
    }

    private static ObjectNode node(PolicyStatement statement) {
        ObjectNode node = JSON.createObjectNode();
        node.put("Sid", statement.sid()).put("Effect", "Allow");
        switch (statement.principal()) {
            case PolicyStatement.Principal.Anyone anyone -> node.put("Principal", "*");
            case PolicyStatement.Principal.Service service ->
                node.putObject("Principal").put("Service", service.name());
            case PolicyStatement.Principal.Aws aws ->
                node.putObject("Principal").put("AWS", aws.arn());
        }
        node.put("Action", statement.action()).put("Resource", statement.resource());
        if (!statement.conditions().isEmpty()) {
            ObjectNode conditions = node.putObject("Condition");
            statement.conditions().forEach((operator, keys) -> {
                ObjectNode values = conditions.putObject(operator);
                keys.forEach(values::put);
            });
        }
        return node;
    }

    private static PolicyStatement.Principal principal(JsonNode node) {
        if (node.has("Service")) {
            return new PolicyStatement.Principal.Service(node.path("Service").asString());
        }
        return node.has("AWS")
                ? new PolicyStatement.Principal.Aws(node.path("AWS").asString())
                : new PolicyStatement.Principal.Anyone();
    }
}
