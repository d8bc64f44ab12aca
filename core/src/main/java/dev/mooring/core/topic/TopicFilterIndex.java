package dev.mooring.core.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An immutable map from topic filters to values, asked by topic: looks only at filters that can match. The cost of a
 * lookup grows with the levels of the topic and the number of matches, not with the number of filters.
 */
public final class TopicFilterIndex<V> {
    private final Node<V> root;
    private final MultiLevelWildcard multiLevel;

    private TopicFilterIndex(Node<V> root, MultiLevelWildcard multiLevel) {
        this.root = root;
        this.multiLevel = multiLevel;
    }

    /** One value to be found through one filter. */
    public record Entry<V>(TopicFilter filter, V value) {}

    /** Builds the index; a filter may occur many times. */
    public static <V> TopicFilterIndex<V> of(List<Entry<V>> entries, MultiLevelWildcard multiLevel) {
        Node<V> root = new Node<>();
        for (Entry<V> entry : entries) {
            Node<V> node = root;
            for (String level : entry.filter().text().split("/", -1)) {
                node = node.children.computeIfAbsent(level, key -> new Node<>());
            }
            node.values.add(entry.value());
        }
        return new TopicFilterIndex<>(root, multiLevel);
    }

    /**
     * Calls once for every entry whose filter matches, in no promised order.
     *
     * @param topic a valid topic name
     */
    public void forEachMatch(String topic, Consumer<? super V> action) {
        if (!root.children.isEmpty()) {
            visit(root, topic.split("/", -1), 0, action);
        }
    }

    /** The matches as a list. */
    public List<V> matches(String topic) {
        List<V> found = new ArrayList<>();
        forEachMatch(topic, found::add);
        return found;
    }

    private void visit(Node<V> node, String[] levels, int depth, Consumer<? super V> action) {
        Node<V> rest = node.children.get("#");
        boolean wildcardsApply = depth > 0 || !levels[0].startsWith("$");
        if (depth == levels.length) {
            node.values.forEach(action);
            if (rest != null && multiLevel == MultiLevelWildcard.INCLUDES_PARENT) {
                rest.values.forEach(action);
            }
            return;
        }
        if (wildcardsApply) {
            if (rest != null) {
                rest.values.forEach(action);
            }
            Node<V> any = node.children.get("+");
            if (any != null) {
                visit(any, levels, depth + 1, action);
            }
        }
        // A topic has no wildcards, so a level cannot find "+" or "#" here by accident.
        Node<V> exact = node.children.get(levels[depth]);
        if (exact != null) {
            visit(exact, levels, depth + 1, action);
        }
    }

    private static final class Node<V> {
        final Map<String, Node<V>> children = new HashMap<>();
        final List<V> values = new ArrayList<>();
    }
}
