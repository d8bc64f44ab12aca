package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads policy documents. Strict: an element that would not be obeyed is refused, never skipped. */
final class PolicyParser {
    private static final String VERSION = "2012-10-17";
    private static final Set<String> STATEMENT_ELEMENTS = Set.of("Sid", "Effect", "Action", "Resource", "Condition");
    private static final String IF_EXISTS = "IfExists";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyParser() {}

    static PolicyDocument parse(String json) throws MalformedPolicyException {
        checkSize(json);
        JsonNode root = readTree(json);
        for (String element : root.propertyNames()) {
            if (!Set.of("Version", "Id", "Statement").contains(element)) {
                throw new MalformedPolicyException("unknown element '" + element + "'");
            }
        }
        if (!root.path("Version").isString()
                || !VERSION.equals(root.path("Version").asString())) {
            throw new MalformedPolicyException("Version must be \"" + VERSION + "\"");
        }
        if (root.has("Id") && !root.path("Id").isString()) {
            throw new MalformedPolicyException("Id must be a string");
        }
        JsonNode statements = root.path("Statement");
        List<Statement> compiled = new ArrayList<>();
        if (statements.isObject()) {
            compiled.add(statement(statements, "Statement"));
        } else if (statements.isArray() && !statements.isEmpty()) {
            for (int i = 0; i < statements.size(); i++) {
                compiled.add(statement(statements.get(i), "Statement[" + i + "]"));
            }
        } else {
            throw new MalformedPolicyException("Statement must be an object or an array of at least one");
        }
        return new PolicyDocument(compiled);
    }

    private static void checkSize(String json) throws MalformedPolicyException {
        long characters = json.chars().filter(c -> !Character.isWhitespace(c)).count();
        if (characters > PolicyDocument.MAX_CHARACTERS) {
            throw new MalformedPolicyException("the document has " + characters
                    + " characters without whitespace; the limit is " + PolicyDocument.MAX_CHARACTERS);
        }
        if (json.length() > PolicyDocument.MAX_RAW_CHARACTERS) {
            throw new MalformedPolicyException("the document has " + json.length() + " characters; the limit is "
                    + PolicyDocument.MAX_RAW_CHARACTERS);
        }
    }

    private static JsonNode readTree(String json) throws MalformedPolicyException {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException notJson) {
            var where = notJson.getLocation();
            throw new MalformedPolicyException("invalid JSON"
                    + (where == null ? "" : " at line " + where.getLineNr() + " column " + where.getColumnNr())
                    + ": " + notJson.getOriginalMessage());
        }
        if (!root.isObject()) {
            throw new MalformedPolicyException("the document must be a JSON object");
        }
        return root;
    }

    private static Statement statement(JsonNode node, String where) throws MalformedPolicyException {
        if (!node.isObject()) {
            throw new MalformedPolicyException(where + " must be an object");
        }
        for (String element : node.propertyNames()) {
            if (!STATEMENT_ELEMENTS.contains(element)) {
                throw new MalformedPolicyException(
                        where + ": element '" + element + "' is not supported in an IoT policy");
            }
        }
        if (node.has("Sid") && !node.path("Sid").isString()) {
            throw new MalformedPolicyException(where + ": Sid must be a string");
        }
        return new Statement(
                node.path("Sid").asString(""),
                effect(node.path("Effect"), where),
                actions(node.path("Action"), where),
                resources(node.path("Resource"), where),
                conditions(node.path("Condition"), where));
    }

    private static Effect effect(JsonNode node, String where) throws MalformedPolicyException {
        return switch (node.isString() ? node.asString() : "") {
            case "Allow" -> Effect.ALLOW;
            case "Deny" -> Effect.DENY;
            default -> throw new MalformedPolicyException(where + ": Effect must be \"Allow\" or \"Deny\"");
        };
    }

    private static List<Glob> actions(JsonNode node, String where) throws MalformedPolicyException {
        List<Glob> actions = new ArrayList<>();
        for (String action : strings(node, where + ": Action", false)) {
            if (!isAction(action)) {
                throw new MalformedPolicyException(where + ": the following actions are invalid : " + action);
            }
            actions.add(Glob.of(action.toLowerCase(Locale.ROOT)));
        }
        return actions;
    }

    /** {@code *}, or a service and an action, both of letters, digits, {@code - * ?}. */
    private static boolean isAction(String action) {
        int colon = action.indexOf(':');
        boolean wellFormed =
                action.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-:*?".indexOf(c) >= 0));
        return action.equals("*")
                || (wellFormed && colon > 0 && colon == action.lastIndexOf(':') && colon + 1 < action.length());
    }

    private static List<Template> resources(JsonNode node, String where) throws MalformedPolicyException {
        List<Template> resources = new ArrayList<>();
        for (String resource : strings(node, where + ": Resource", false)) {
            if (!isResource(resource)) {
                throw new MalformedPolicyException(where + ": The following resources are invalid : " + resource);
            }
            resources.add(Template.parse(resource));
        }
        return resources;
    }

    /** {@code *}, or an ARN of six parts, fewer when a star stands for the rest. */
    private static boolean isResource(String resource) {
        long colons = resource.chars().filter(c -> c == ':').count();
        return resource.equals("*") || (resource.startsWith("arn:") && (colons >= 5 || resource.indexOf('*') >= 0));
    }

    private static List<Condition> conditions(JsonNode node, String where) throws MalformedPolicyException {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (!node.isObject()) {
            throw new MalformedPolicyException(where + ": Condition must be an object");
        }
        List<Condition> conditions = new ArrayList<>();
        for (Map.Entry<String, JsonNode> operator : node.properties()) {
            if (!operator.getValue().isObject()) {
                throw new MalformedPolicyException(where + ": Condition " + operator.getKey() + " must be an object");
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                conditions.add(condition(operator.getKey(), key.getKey(), key.getValue(), where));
            }
        }
        return conditions;
    }

    private static Condition condition(String operatorText, String key, JsonNode values, String where)
            throws MalformedPolicyException {
        Condition.Quantifier quantifier = Condition.Quantifier.NONE;
        String name = operatorText;
        for (Condition.Quantifier candidate : Condition.Quantifier.values()) {
            if (name.startsWith(candidate.prefix()) && !candidate.prefix().isEmpty()) {
                quantifier = candidate;
                name = name.substring(candidate.prefix().length());
            }
        }
        boolean ifExists = name.endsWith(IF_EXISTS);
        if (ifExists) {
            name = name.substring(0, name.length() - IF_EXISTS.length());
        }
        Optional<ConditionOperator> operator = ConditionOperator.named(name);
        boolean plainNull = !ifExists && quantifier == Condition.Quantifier.NONE;
        if (operator.isEmpty() || (operator.get() == ConditionOperator.NULL && !plainNull)) {
            throw new MalformedPolicyException(where + ": unknown condition operator '" + operatorText + "'");
        }
        if (key.isBlank()) {
            throw new MalformedPolicyException(where + ": a condition key of " + operatorText + " is empty");
        }
        List<Condition.ExpectedValue> expected = new ArrayList<>();
        for (String value : strings(values, where + ": Condition " + operatorText + " " + key, true)) {
            try {
                expected.add(Condition.ExpectedValue.of(operator.get(), value));
            } catch (IllegalArgumentException wrongType) {
                throw new MalformedPolicyException(where + ": Condition " + operatorText + " " + key + ": '" + value
                        + "' is not " + wrongType.getMessage());
            }
        }
        return new Condition(quantifier, operator.get(), ifExists, VariableName.of(key), expected);
    }

    /** @param condition a condition's value: may be empty, and may be a bare number or boolean */
    private static List<String> strings(JsonNode node, String where, boolean condition)
            throws MalformedPolicyException {
        List<String> strings = new ArrayList<>();
        Iterable<JsonNode> elements = node.isArray() ? node.values() : List.of(node);
        for (JsonNode element : elements) {
            boolean bareScalar = condition && (element.isNumber() || element.isBoolean());
            if (!element.isString() && !bareScalar) {
                throw new MalformedPolicyException(where + " must be a string or an array of strings");
            }
            strings.add(element.asString());
        }
        if (strings.isEmpty() && !condition) {
            throw new MalformedPolicyException(where + " must not be empty");
        }
        return strings;
    }
}
