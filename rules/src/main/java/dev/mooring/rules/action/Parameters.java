package dev.mooring.rules.action;

import dev.mooring.core.sql.SqlParseException;
import dev.mooring.core.sql.SqlStatement;
import dev.mooring.core.sql.Template;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the parameters of one action and remembers which were read, so that none is silently ignored. */
final class Parameters {
    private final String where;
    private final JsonNode node;
    private final SqlStatement statement;
    private final Set<String> read = new HashSet<>();

    /**
     * @param where the action's key, for messages
     * @param statement whose variables templates may use
     */
    Parameters(String where, JsonNode node, SqlStatement statement) throws InvalidRuleException {
        if (!node.isObject()) {
            throw new InvalidRuleException(where + " must be an object");
        }
        this.where = where;
        this.node = node;
        this.statement = statement;
    }

    String where() {
        return where;
    }

    /** What to throw for a parameter that is wrong. */
    InvalidRuleException invalid(String name, String reason) {
        return new InvalidRuleException(where + "." + name + ": " + reason);
    }

    /** What to throw for a parameter of AWS's that is not built here. */
    NotImplementedActionException notImplemented(String name, String what) {
        return new NotImplementedActionException(where + "." + name + ": " + what + " is not implemented");
    }

    Optional<String> text(String name) throws InvalidRuleException {
        read.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isString()) {
            throw new InvalidRuleException(where + "." + name + " must be a string");
        }
        return Optional.of(value.asString());
    }

    String requiredText(String name) throws InvalidRuleException {
        return text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new InvalidRuleException(where + "." + name + " is required"));
    }

    /** @throws dev.mooring.core.sql.SqlParseException if an expression in it is not well-formed */
    Optional<Template> template(String name) throws InvalidRuleException {
        return text(name).map(text -> compile(name, text));
    }

    Template requiredTemplate(String name) throws InvalidRuleException {
        return compile(name, requiredText(name));
    }

    private Template compile(String name, String text) {
        try {
            return statement.template(text);
        } catch (SqlParseException wrong) {
            String message = String.valueOf(wrong.getMessage());
            String problem = message.substring(0, Math.max(0, message.lastIndexOf(" at line ")));
            throw SqlParseException.at(where + "." + name + ": " + problem, text, wrong.offset());
        }
    }

    /** A template of a text that was cut from a parameter. */
    Template templateOf(String text) {
        return statement.template(text);
    }

    /** A boolean; false when it is absent. */
    boolean flag(String name) throws InvalidRuleException {
        read.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return false;
        }
        if (!value.isBoolean()) {
            throw new InvalidRuleException(where + "." + name + " must be true or false");
        }
        return value.asBoolean();
    }

    /** One of some texts; no template. */
    Optional<String> choice(String name, List<String> choices) throws InvalidRuleException {
        Optional<String> text = text(name);
        if (text.isPresent() && !choices.contains(text.get())) {
            throw invalid(name, notOneOf(text.get(), choices));
        }
        return text;
    }

    /** A template of which a literal must be one of some texts. */
    Optional<Template> choiceTemplate(String name, List<String> choices) throws InvalidRuleException {
        Optional<Template> template = template(name);
        if (template.isPresent()
                && template.get().isLiteral()
                && !choices.contains(template.get().text())) {
            throw invalid(name, notOneOf(template.get().text(), choices));
        }
        return template;
    }

    static String notOneOf(String text, List<String> choices) {
        return "'" + text + "' is not one of " + String.join(", ", choices);
    }

    int integer(String name, int otherwise, int min, int max) throws InvalidRuleException {
        read.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < min || value.asInt() > max) {
            throw new InvalidRuleException(where + "." + name + " must be a whole number from " + min + " to " + max);
        }
        return value.asInt();
    }

    /** The parameters of a nested object, checked like these. */
    Optional<Parameters> object(String name) throws InvalidRuleException {
        read.add(name);
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull()
                ? Optional.empty()
                : Optional.of(new Parameters(where + "." + name, value, statement));
    }

    /** The elements of an array, one at least; none when the parameter is absent. */
    List<Parameters> objects(String name, int max) throws InvalidRuleException {
        return objects(name, 1, max);
    }

    List<Parameters> objects(String name, int min, int max) throws InvalidRuleException {
        read.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.size() < min || value.size() > max) {
            throw new InvalidRuleException(
                    where + "." + name + " must be an array of " + min + " to " + max + " objects");
        }
        List<Parameters> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(new Parameters(where + "." + name + "[" + i + "]", value.get(i), statement));
        }
        return elements;
    }

    /** The names of all parameters that are there; they count as read. */
    List<String> names() {
        List<String> names = List.copyOf(node.propertyNames());
        read.addAll(names);
        return names;
    }

    boolean isPresent(String name) {
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    /** Refuses parameters that nothing asked for. */
    void refuseOthers() throws InvalidRuleException {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                throw new InvalidRuleException(where + "." + name + " is not supported");
            }
        }
    }
}
