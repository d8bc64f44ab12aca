package dev.mooring.standins.states.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A Parallel or a Map that runs: its parts, and what they came to. Owned by its {@link Run}. */
final class Fork {
    /** As AWS: an inline Map has at most forty iterations at once. */
    private static final int MAX_CONCURRENCY = 40;

    private final Branch parent;
    private final boolean isMap;
    private final List<Part> parts;
    private final int concurrency;
    private final long tolerated;

    final Map<Integer, JsonNode> results = new TreeMap<>();
    final Map<Integer, Branch> running = new TreeMap<>();
    int begun;
    int failures;

    /** @param mapContext {@code $$.Map} */
    record Part(State.Machine machine, JsonNode input, Optional<JsonNode> mapContext) {}

    private Fork(Branch parent, boolean isMap, List<Part> parts, int concurrency, long tolerated) {
        this.parent = parent;
        this.isMap = isMap;
        this.parts = parts;
        this.concurrency = concurrency;
        this.tolerated = tolerated;
    }

    static Fork parallel(Branch branch, State.Parallel parallel, JsonNode input) {
        List<Part> parts = parallel.branches().stream()
                .map(machine -> new Part(machine, input, branch.mapContext))
                .toList();
        return new Fork(branch, false, parts, parts.size(), 0);
    }

    /** @throws StatesException when there is no array to iterate over, or an item cannot be made */
    static Fork map(Branch branch, State.ForEach each, Data data) {
        JsonNode items = each.items().evaluate(data);
        if (!items.isArray()) {
            throw StatesException.runtime("Reference path \""
                    + each.items().asPath().map(JsonPath::text).orElse("$") + "\" must point to array.");
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ObjectNode map = JsonNodeFactory.instance.objectNode();
            map.putObject("Item").put("Index", i).set("Value", items.get(i));
            ObjectNode context = JsonNodeFactory.instance.objectNode().setAll((ObjectNode) data.context());
            context.set("Map", map);
            Data ofItem = new Data(data.input(), context, data.random());
            JsonNode item = items.get(i);
            parts.add(new Part(
                    each.processor(),
                    each.selector().map(selector -> selector.evaluate(ofItem)).orElse(item),
                    Optional.of(map)));
        }
        long concurrency = whole(each.maxConcurrency(), data, "MaxConcurrency");
        long count = whole(each.toleratedCount(), data, "ToleratedFailureCount");
        long percentage = whole(each.toleratedPercentage(), data, "ToleratedFailurePercentage");
        return new Fork(
                branch,
                true,
                List.copyOf(parts),
                concurrency == 0 ? MAX_CONCURRENCY : (int) Math.min(concurrency, MAX_CONCURRENCY),
                Math.max(count, percentage * parts.size() / 100));
    }

    private static long whole(Expression expression, Data data, String field) {
        JsonNode value = expression.evaluate(data);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
            throw StatesException.runtime("The value of " + field + " must be a non-negative integer.");
        }
        return value.intValue();
    }

    Branch parent() {
        return parent;
    }

    boolean isMap() {
        return isMap;
    }

    List<Part> parts() {
        return parts;
    }

    /** This many failures make no difference. */
    long tolerated() {
        return tolerated;
    }

    boolean isDone() {
        return results.size() == parts.size();
    }

    boolean mayBegin() {
        return begun < parts.size() && running.size() < concurrency;
    }
}
