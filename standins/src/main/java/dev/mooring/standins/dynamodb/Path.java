package dev.mooring.standins.dynamodb;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A document path, for example {@code rooms[0].name}.
 *
 * @param steps a {@code String} is a member's name, an {@code Integer} an element's index; the first is a name
 */
record Path(List<Object> steps) {
    String attribute() {
        return (String) steps.getFirst();
    }

    boolean isAttribute() {
        return steps.size() == 1;
    }

    /** Whether one of the two paths leads through the other. */
    boolean overlaps(Path other) {
        int shared = Math.min(steps.size(), other.steps.size());
        return steps.subList(0, shared).equals(other.steps.subList(0, shared));
    }

    Optional<Value> find(Map<String, Value> item) {
        Optional<Value> value = Optional.ofNullable(item.get(attribute()));
        for (Object step : steps.subList(1, steps.size())) {
            value = value.flatMap(each -> child(each, step));
        }
        return value;
    }

    private static Optional<Value> child(Value value, Object step) {
        return switch (value) {
            case Value.MapOf map
            when step instanceof String name ->
                Optional.ofNullable(map.entries().get(name));
            case Value.ListOf list
            when step instanceof Integer index && index < list.elements().size() ->
                Optional.of(list.elements().get(index));
            default -> Optional.empty();
        };
    }

    /** @throws dev.mooring.api.ApiException ValidationException when what leads there is not there */
    void set(Map<String, Value> item, Value value) {
        item.put(attribute(), replaced(Optional.ofNullable(item.get(attribute())), 1, Optional.of(value)));
    }

    void remove(Map<String, Value> item) {
        if (isAttribute()) {
            item.remove(attribute());
        } else if (find(item).isPresent()) {
            item.put(attribute(), replaced(Optional.ofNullable(item.get(attribute())), 1, Optional.empty()));
        }
    }

    /** @param value empty to remove what is there */
    private Value replaced(Optional<Value> current, int depth, Optional<Value> value) {
        if (depth == steps.size()) {
            return value.orElseThrow();
        }
        Object step = steps.get(depth);
        boolean isLast = depth == steps.size() - 1;
        if (step instanceof String name && current.orElse(null) instanceof Value.MapOf map) {
            Map<String, Value> entries = new LinkedHashMap<>(map.entries());
            if (isLast && value.isEmpty()) {
                entries.remove(name);
            } else {
                entries.put(name, replaced(Optional.ofNullable(entries.get(name)), depth + 1, value));
            }
            return new Value.MapOf(entries);
        }
        if (step instanceof Integer index && current.orElse(null) instanceof Value.ListOf list) {
            List<Value> elements = new ArrayList<>(list.elements());
            boolean isThere = index < elements.size();
            if (isLast && value.isEmpty()) {
                elements.remove(index.intValue());
            } else if (isThere) {
                elements.set(index, replaced(Optional.of(elements.get(index)), depth + 1, value));
            } else {
                // Beyond the end means at the end.
                elements.add(replaced(Optional.empty(), depth + 1, value));
            }
            return new Value.ListOf(elements);
        }
        throw Values.invalid("The document path provided in the update expression is invalid for update");
    }
}
