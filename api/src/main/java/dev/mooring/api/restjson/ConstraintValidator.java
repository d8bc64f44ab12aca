package dev.mooring.api.restjson;

import dev.mooring.api.model.Bounds;
import dev.mooring.api.model.Member;
import dev.mooring.api.model.ServiceModel;
import dev.mooring.api.model.Shape;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks an input against every constraint of the model and words the violations as AWS does, for example
 * {@code Value 'a b' at 'thingName' failed to satisfy constraint: Member must satisfy regular expression pattern:
 * [a-zA-Z0-9:_-]+}.
 */
public final class ConstraintValidator {
    private static final int MAX_SHOWN = 256;

    private final ServiceModel model;

    public ConstraintValidator(ServiceModel model) {
        this.model = model;
    }

    /** The violations in the model's order of members; empty when the input is well. */
    public List<String> violations(Shape.Structure shape, Map<String, Object> input) {
        List<String> violations = new ArrayList<>();
        structure(shape, input, "", violations);
        return violations;
    }

    /** What AWS answers for the violations: all of them in one message. */
    public static String message(List<String> violations) {
        return violations.size() + " validation error" + (violations.size() == 1 ? "" : "s") + " detected: "
                + String.join("; ", violations);
    }

    private void structure(Shape.Structure shape, Map<?, ?> value, String path, List<String> violations) {
        String prefix = path.isEmpty() ? "" : path + ".";
        for (Member member : shape.members().values()) {
            String memberPath = prefix + lowerCamel(member.name());
            Object memberValue = value.get(member.name());
            if (memberValue != null) {
                check(model.shape(member.shape()), memberValue, memberPath, violations);
            } else if (shape.required().contains(member.name())) {
                violations.add(
                        "Value null at '" + memberPath + "' failed to satisfy constraint: Member must not be null");
            }
        }
    }

    private void check(Shape shape, Object value, String path, List<String> violations) {
        for (String constraint : broken(shape, value)) {
            violations.add("Value " + (shape.isSensitive() ? "" : "'" + shown(value) + "' ") + "at '" + path
                    + "' failed to satisfy constraint: " + constraint);
        }
        switch (shape) {
            case Shape.Structure structure -> structure(structure, (Map<?, ?>) value, path, violations);
            case Shape.ListOf list -> elements(list, (List<?>) value, path, violations);
            case Shape.MapOf map -> entries(map, (Map<?, ?>) value, path, violations);
            case Shape.Text t -> {}
            case Shape.Numeric n -> {}
            case Shape.Bool b -> {}
            case Shape.Blob b -> {}
            case Shape.Timestamp t -> {}
        }
    }

    private void elements(Shape.ListOf list, List<?> values, String path, List<String> violations) {
        Shape element = model.shape(list.element());
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            if (isNested(element)) {
                check(element, value, path + "." + (i + 1) + ".member", violations);
            } else {
                wrapped(element, value, "Member must satisfy constraint", list, values, path, violations);
            }
        }
    }

    private void entries(Shape.MapOf map, Map<?, ?> values, String path, List<String> violations) {
        Shape key = model.shape(map.key());
        Shape element = model.shape(map.value());
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            wrapped(key, entry.getKey(), "Map keys must satisfy constraint", map, values, path, violations);
            if (isNested(element)) {
                check(element, entry.getValue(), path + "." + entry.getKey() + ".member", violations);
            } else {
                wrapped(element, entry.getValue(), "Map value must satisfy constraint", map, values, path, violations);
            }
        }
    }

    /** AWS blames the collection, not the scalar inside, and lists every constraint of the scalar. */
    private static void wrapped(
            Shape scalar,
            Object value,
            String what,
            Shape collection,
            Object values,
            String path,
            List<String> violations) {
        if (broken(scalar, value).isEmpty()) {
            return;
        }
        boolean sensitive = collection.isSensitive() || scalar.isSensitive();
        String violation = "Value " + (sensitive ? "" : "'" + shown(values) + "' ") + "at '" + path
                + "' failed to satisfy constraint: " + what + ": [" + String.join(", ", all(scalar)) + "]";
        if (!violations.contains(violation)) {
            violations.add(violation);
        }
    }

    private static boolean isNested(Shape shape) {
        return shape instanceof Shape.Structure || shape instanceof Shape.ListOf || shape instanceof Shape.MapOf;
    }

    private static List<String> broken(Shape shape, Object value) {
        List<String> broken = new ArrayList<>();
        switch (shape) {
            case Shape.Text text -> {
                String string = (String) value;
                int before = broken.size();
                length(text.length(), string.codePointCount(0, string.length()), broken);
                // Patterns may backtrack: never over text that is too long anyway.
                boolean tooLong = broken.size() > before && text.length().isAbove(BigDecimal.valueOf(string.length()));
                if (!tooLong
                        && text.pattern().isPresent()
                        && !text.pattern().get().matcher(string).matches()) {
                    broken.add(pattern(text));
                }
                if (!text.values().isEmpty() && !text.values().contains(string)) {
                    broken.add(enumeration(text));
                }
            }
            // Forms and CBOR can carry them; they are within no bounds.
            case Shape.Numeric number
            when !Double.isFinite(((Number) value).doubleValue()) -> broken.addAll(all(number));
            case Shape.Numeric number -> range(number.range(), new BigDecimal(String.valueOf(value)), broken);
            case Shape.Blob blob -> length(blob.length(), ((byte[]) value).length, broken);
            case Shape.ListOf list -> length(list.size(), ((List<?>) value).size(), broken);
            case Shape.MapOf map -> length(map.size(), ((Map<?, ?>) value).size(), broken);
            case Shape.Structure s -> {}
            case Shape.Bool b -> {}
            case Shape.Timestamp t -> {}
        }
        return broken;
    }

    private static List<String> all(Shape shape) {
        List<String> all = new ArrayList<>();
        if (shape instanceof Shape.Text text) {
            text.length().max().ifPresent(max -> all.add(longest(max)));
            text.length().min().ifPresent(min -> all.add(shortest(min)));
            text.pattern().ifPresent(pattern -> all.add(pattern(text)));
            if (!text.values().isEmpty()) {
                all.add(enumeration(text));
            }
        } else if (shape instanceof Shape.Numeric number) {
            number.range().max().ifPresent(max -> all.add(greatest(max)));
            number.range().min().ifPresent(min -> all.add(least(min)));
        }
        return all;
    }

    private static void length(Bounds bounds, int length, List<String> broken) {
        BigDecimal value = BigDecimal.valueOf(length);
        if (bounds.isAbove(value)) {
            broken.add(longest(bounds.max().orElseThrow()));
        }
        if (bounds.isBelow(value)) {
            broken.add(shortest(bounds.min().orElseThrow()));
        }
    }

    private static void range(Bounds bounds, BigDecimal value, List<String> broken) {
        if (bounds.isAbove(value)) {
            broken.add(greatest(bounds.max().orElseThrow()));
        }
        if (bounds.isBelow(value)) {
            broken.add(least(bounds.min().orElseThrow()));
        }
    }

    private static String longest(BigDecimal max) {
        return "Member must have length less than or equal to " + max.toPlainString();
    }

    private static String shortest(BigDecimal min) {
        return "Member must have length greater than or equal to " + min.toPlainString();
    }

    private static String greatest(BigDecimal max) {
        return "Member must have value less than or equal to " + max.toPlainString();
    }

    private static String least(BigDecimal min) {
        return "Member must have value greater than or equal to " + min.toPlainString();
    }

    private static String pattern(Shape.Text text) {
        return "Member must satisfy regular expression pattern: "
                + text.pattern().orElseThrow().pattern();
    }

    private static String enumeration(Shape.Text text) {
        return "Member must satisfy enum value set: "
                + text.values().stream().collect(Collectors.joining(", ", "[", "]"));
    }

    private static String shown(Object value) {
        String text = value instanceof byte[] bytes ? bytes.length + " bytes" : String.valueOf(value);
        return text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text;
    }

    private static String lowerCamel(String member) {
        return member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
    }
}
