package dev.mooring.api.protocol;

import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import dev.mooring.api.restjson.MalformedRequestException;
import dev.mooring.api.restjson.Values;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Form parameters such as {@code Entries.member.1.Id} to values of a shape. Unknown parameters are ignored. */
final class QueryIn {
    /** A tree of the parameters' names, so that reading costs what was sent and not what might have been. */
    private static final class Node {
        Optional<String> value = Optional.empty();
        final Map<String, Node> children = new LinkedHashMap<>();

        Node at(String name) {
            return children.getOrDefault(name, new Node());
        }

        boolean isAbsent() {
            return value.isEmpty() && children.isEmpty();
        }
    }

    private static final int MAX_DEPTH = 32;

    private final ServiceModel model;

    QueryIn(ServiceModel model) {
        this.model = model;
    }

    /** @throws MalformedRequestException when a value does not have the type of its member */
    Map<String, Object> structure(Shape.Structure shape, Map<String, List<String>> parameters) {
        Node root = new Node();
        parameters.forEach((name, values) -> {
            Node node = root;
            String[] parts = name.split("\\.", MAX_DEPTH + 1);
            if (parts.length > MAX_DEPTH) {
                throw new MalformedRequestException("a parameter is nested too deeply");
            }
            for (String part : parts) {
                node = node.children.computeIfAbsent(part, p -> new Node());
            }
            node.value = Optional.of(values.getFirst());
        });
        return structure(shape, root, "");
    }

    private Map<String, Object> structure(Shape.Structure shape, Node node, String path) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Member member : shape.members().values()) {
            Node child = node.at(member.queryName());
            if (!child.isAbsent()) {
                String at = path.isEmpty() ? member.name() : path + "." + member.name();
                values.put(member.name(), value(model.shape(member.shape()), member.isFlattened(), child, at));
            }
        }
        return values;
    }

    private Object value(Shape shape, boolean isFlattened, Node node, String path) {
        return switch (shape) {
            case Shape.Structure structure -> structure(structure, node, path);
            case Shape.ListOf list -> {
                boolean flat = isFlattened || list.wire().isFlattened();
                List<Object> values = new ArrayList<>();
                Node elements = flat ? node : node.at(list.wire().elementName());
                for (Node element : numbered(elements)) {
                    values.add(value(model.shape(list.element()), false, element, path));
                }
                yield values;
            }
            case Shape.MapOf map -> {
                boolean flat = isFlattened || map.wire().isFlattened();
                Map<String, Object> values = new LinkedHashMap<>();
                for (Node entry : numbered(flat ? node : node.at("entry"))) {
                    String key = entry.at(map.wire().keyName())
                            .value
                            .orElseThrow(() -> new MalformedRequestException("an entry of " + path + " has no name"));
                    Node value = entry.at(map.wire().valueName());
                    if (!value.isAbsent()) {
                        values.put(key, value(model.shape(map.value()), false, value, path + "." + key));
                    }
                }
                yield values;
            }
            case Shape leaf -> Scalars.parse(leaf, node.value.orElse(""), path);
        };
    }

    /** Elements by their numbers, which need not be gapless. */
    private static Collection<Node> numbered(Node node) {
        TreeMap<Integer, Node> elements = new TreeMap<>();
        node.children.forEach((number, child) -> {
            try {
                elements.put(Integer.parseInt(number), child);
            } catch (NumberFormatException e) {
                throw new MalformedRequestException("'" + number + "' is no number of an element");
            }
        });
        return elements.values();
    }

    /** Text to the leaves of a shape. */
    static final class Scalars {
        private Scalars() {}

        static Object parse(Shape shape, String text, String path) {
            try {
                return switch (shape) {
                    case Shape.Text t -> text;
                    case Shape.Numeric number ->
                        switch (number.kind()) {
                            case INTEGER -> Integer.parseInt(text);
                            case LONG -> Long.parseLong(text);
                            case FLOAT -> Float.parseFloat(text);
                            case DOUBLE -> Double.parseDouble(text);
                        };
                    case Shape.Bool b -> {
                        if (text.equalsIgnoreCase("true")) {
                            yield true;
                        }
                        if (text.equalsIgnoreCase("false")) {
                            yield false;
                        }
                        throw new IllegalArgumentException(text);
                    }
                    case Shape.Blob b -> Base64.getDecoder().decode(text);
                    case Shape.Timestamp t ->
                        Values.instant(text).orElseThrow(() -> new IllegalArgumentException(text));
                    case Shape.Structure s -> throw new IllegalStateException("no leaf: " + s.name());
                    case Shape.ListOf l -> throw new IllegalStateException("no leaf: " + l.name());
                    case Shape.MapOf m -> throw new IllegalStateException("no leaf: " + m.name());
                };
            } catch (IllegalArgumentException e) {
                throw new MalformedRequestException(
                        "the value of " + path + " does not have the type of " + shape.name());
            }
        }
    }
}
