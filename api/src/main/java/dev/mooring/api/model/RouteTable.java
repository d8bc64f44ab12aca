package dev.mooring.api.model;

import dev.mooring.api.http.PercentEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the operation of a request. Literal segments win over labels, labels over greedy labels; a fixed query
 * ({@code ?List=ALL}) wins over none; one trailing slash more or less does not matter. Immutable after construction.
 *
 * @see <a href="https://smithy.io/2.0/spec/http-bindings.html#http-trait">Smithy: the http trait</a>
 */
public final class RouteTable {
    /** The answer for a method and a path. */
    public sealed interface Match {
        /** @param labels percent-encoded, by label name */
        record Found(OperationModel operation, Map<String, String> labels) implements Match {}

        /** @param allowed the methods the path has, in order */
        record WrongMethod(Set<String> allowed) implements Match {}

        record NoSuchPath() implements Match {}
    }

    /** Of a fixed query without a value ({@code ?uploads}) only the name counts. */
    private static final String ANY = "*";

    private record Route(OperationModel operation, List<String> labels, Map<String, String> query) {}

    private static final class Node {
        final Map<String, Node> literals = new HashMap<>();
        Optional<Node> label = Optional.empty();
        final List<Route> greedy = new ArrayList<>();
        final List<Route> routes = new ArrayList<>();
    }

    private final Node root = new Node();

    public RouteTable(Collection<OperationModel> operations) {
        operations.forEach(this::add);
    }

    private void add(OperationModel operation) {
        String[] pathAndQuery = operation.uri().split("\\?", 2);
        Map<String, String> query = new LinkedHashMap<>();
        if (pathAndQuery.length == 2) {
            for (String pair : pathAndQuery[1].split("&", -1)) {
                String[] nameAndValue = pair.split("=", 2);
                query.put(nameAndValue[0], nameAndValue.length == 2 ? nameAndValue[1] : ANY);
            }
        }
        Node node = root;
        List<String> labels = new ArrayList<>();
        for (String segment : segments(pathAndQuery[0])) {
            if (segment.endsWith("+}")) {
                labels.add(segment.substring(1, segment.length() - 2));
                node.greedy.add(new Route(operation, List.copyOf(labels), query));
                node.greedy.sort((a, b) -> b.query().size() - a.query().size());
                return;
            }
            if (segment.startsWith("{")) {
                labels.add(segment.substring(1, segment.length() - 1));
                Node parent = node;
                node = parent.label.orElseGet(() -> {
                    Node child = new Node();
                    parent.label = Optional.of(child);
                    return child;
                });
            } else {
                node = node.literals.computeIfAbsent(segment, s -> new Node());
            }
        }
        node.routes.add(new Route(operation, List.copyOf(labels), query));
        node.routes.sort((a, b) -> b.query().size() - a.query().size());
    }

    /**
     * @param rawPath percent-encoded, begins with a slash
     * @param query parameters, decoded
     */
    public Match find(String method, String rawPath, Map<String, List<String>> query) {
        Set<String> allowed = new TreeSet<>();
        Optional<Match> found = find(root, method, rawPath, 1, new ArrayList<>(), query, allowed);
        return found.orElseGet(() -> allowed.isEmpty() ? new Match.NoSuchPath() : new Match.WrongMethod(allowed));
    }

    /** The segment of {@code path} that begins at {@code from}; the path ends one past its length. */
    private static Optional<Match> find(
            Node node,
            String method,
            String path,
            int from,
            List<String> values,
            Map<String, List<String>> query,
            Set<String> allowed) {
        if (from >= path.length()) {
            return pick(node.routes, method, values, query, allowed);
        }
        int slash = path.indexOf('/', from);
        int end = slash < 0 ? path.length() : slash;
        String segment = path.substring(from, end);
        // Clients may escape what need not be: %24next is $next.
        Node literal = node.literals.get(PercentEncoding.decode(segment).orElse(segment));
        if (literal != null) {
            Optional<Match> found = find(literal, method, path, end + 1, values, query, allowed);
            if (found.isPresent()) {
                return found;
            }
        }
        if (node.label.isPresent() && !segment.isEmpty()) {
            values.add(segment);
            Optional<Match> found = find(node.label.get(), method, path, end + 1, values, query, allowed);
            values.removeLast();
            if (found.isPresent()) {
                return found;
            }
        }
        values.add(path.substring(from));
        Optional<Match> found = pick(node.greedy, method, values, query, allowed);
        values.removeLast();
        return found;
    }

    private static Optional<Match> pick(
            List<Route> routes,
            String method,
            List<String> values,
            Map<String, List<String>> query,
            Set<String> allowed) {
        for (Route route : routes) {
            if (!route.query().entrySet().stream()
                    .allMatch(fixed -> fixed.getValue().equals(ANY)
                            ? query.containsKey(fixed.getKey())
                            : query.getOrDefault(fixed.getKey(), List.of()).contains(fixed.getValue()))) {
                continue;
            }
            if (!route.operation().method().equals(method)) {
                allowed.add(route.operation().method());
                continue;
            }
            Map<String, String> labels = new HashMap<>();
            for (int i = 0; i < values.size(); i++) {
                labels.put(route.labels().get(i), values.get(i));
            }
            return Optional.of(new Match.Found(route.operation(), labels));
        }
        return Optional.empty();
    }

    private static List<String> segments(String path) {
        return Arrays.stream(path.split("/", -1))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }
}
