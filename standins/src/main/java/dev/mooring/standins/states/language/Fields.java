package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one object of a definition. Those that nobody asks for are problems, so that nothing is silently ignored. */
final class Fields {
    private final ObjectNode object;
    private final String location;
    private final List<DefinitionProblem> problems;
    private final Set<String> asked = new HashSet<>(Set.of("Comment"));

    Fields(ObjectNode object, String location, List<DefinitionProblem> problems) {
        this.object = object;
        this.location = location;
        this.problems = problems;
    }

    String location() {
        return location;
    }

    List<DefinitionProblem> problems() {
        return problems;
    }

    boolean has(String name) {
        asked.add(name);
        return object.has(name);
    }

    void problem(String name, String message) {
        problems.add(new DefinitionProblem(
                DefinitionProblem.SCHEMA, message, name.isEmpty() ? location : location + "/" + name));
    }

    Optional<JsonNode> node(String name) {
        return has(name) ? Optional.of(object.get(name)) : Optional.empty();
    }

    Optional<String> text(String name) {
        return node(name).flatMap(node -> {
            if (!node.isString()) {
                problem(name, "Expected value of type String");
                return Optional.empty();
            }
            return Optional.of(node.stringValue());
        });
    }

    String requiredText(String name) {
        if (!has(name)) {
            missing(name);
        }
        return text(name).orElse("");
    }

    void missing(String name) {
        problem("", "The field '" + name + "' is required but was missing");
    }

    Optional<Integer> integer(String name, int least, int most) {
        return node(name).flatMap(node -> {
            if (!node.isIntegralNumber()
                    || !node.canConvertToInt()
                    || node.intValue() < least
                    || node.intValue() > most) {
                problem(name, "Expected an integer from " + least + " to " + most);
                return Optional.empty();
            }
            return Optional.of(node.intValue());
        });
    }

    Optional<Double> number(String name, double least) {
        return node(name).flatMap(node -> {
            if (!node.isNumber() || !(node.doubleValue() >= least)) {
                problem(name, "Expected a number of at least " + least);
                return Optional.empty();
            }
            return Optional.of(node.doubleValue());
        });
    }

    Optional<Boolean> flag(String name) {
        return node(name).flatMap(node -> {
            if (!node.isBoolean()) {
                problem(name, "Expected value of type Boolean");
                return Optional.empty();
            }
            return Optional.of(node.booleanValue());
        });
    }

    Optional<Fields> object(String name) {
        return node(name).flatMap(node -> {
            if (!(node instanceof ObjectNode child)) {
                problem(name, "Expected value of type Object");
                return Optional.empty();
            }
            return Optional.of(new Fields(child, location + "/" + name, problems));
        });
    }

    /** The objects of an array; each with its own location. */
    Optional<List<Fields>> objects(String name) {
        return node(name).flatMap(node -> {
            if (!node.isArray()) {
                problem(name, "Expected value of type Array");
                return Optional.empty();
            }
            List<Fields> children = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i) instanceof ObjectNode child) {
                    children.add(new Fields(child, location + "/" + name + "[" + i + "]", problems));
                } else {
                    problem(name + "[" + i + "]", "Expected value of type Object");
                }
            }
            return Optional.of(children);
        });
    }

    Optional<JsonPath> path(String name) {
        return text(name).flatMap(text -> parsed(name, text, JsonPath::parse));
    }

    Optional<JsonPath> referencePath(String name) {
        return path(name).flatMap(path -> {
            if (!path.isReference() || path.ofContext()) {
                problem(name, "Value is not a Reference Path: The value of '" + name + "' must be a Reference Path");
                return Optional.empty();
            }
            return Optional.of(path);
        });
    }

    Optional<Expression> template(String name) {
        return node(name).flatMap(node -> parsed(name, node, Expression::template));
    }

    <T, R> Optional<R> parsed(String name, T from, Function<T, R> parser) {
        try {
            return Optional.of(parser.apply(from));
        } catch (IllegalArgumentException e) {
            problem(name, "Value is not valid: " + e.getMessage());
            return Optional.empty();
        }
    }

    Set<String> names() {
        return Set.copyOf(object.propertyNames());
    }

    /** Reports what nobody asked for. */
    void refuseOthers() {
        for (String name : object.propertyNames()) {
            if (!asked.contains(name)) {
                problem(name, "Field is not supported");
            }
        }
    }
}
