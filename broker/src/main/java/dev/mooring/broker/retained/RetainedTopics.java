package dev.mooring.broker.retained;

import dev.mooring.core.message.Message;
import dev.mooring.core.topic.MultiLevelWildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's retained messages, a node a topic level, so that a filter with wildcards visits only the branches it can
 * match. Readers take no lock; writers hold the tree's. Deep trees are no danger: nothing here recurses.
 */
final class RetainedTopics {
    private final Node root = new Node(null, "");
    private int size;

    /** False when there are {@code limit} messages and this topic has none. */
    synchronized boolean put(Message message, int limit) {
        Node node = find(message.topic());
        if (node == null || node.message == null) {
            if (size >= limit) {
                return false;
            }
            size++;
        }
        make(message.topic()).message = message;
        return true;
    }

    synchronized void remove(String topic) {
        Node node = find(topic);
        if (node == null || node.message == null) {
            return;
        }
        node.message = null;
        size--;
        while (node.parent != null && node.message == null && node.children.isEmpty()) {
            node.parent.children.remove(node.level);
            node = node.parent;
        }
    }

    Optional<Message> get(String topic) {
        Node node = find(topic);
        return node == null ? Optional.empty() : Optional.ofNullable(node.message);
    }

    /** @param filter valid, and not shared */
    List<Message> matching(String filter, MultiLevelWildcard multiLevel) {
        List<Node> nodes = List.of(root);
        String[] levels = filter.split("/", -1);
        for (int i = 0; i < levels.length; i++) {
            String level = levels[i];
            boolean wildcard = level.equals("#") || level.equals("+");
            // A leading wildcard does not match topics that begin with $ [MQTT-4.7.2-1].
            boolean noDollar = wildcard && i == 0;
            if (level.equals("#")) {
                return below(nodes, i > 0 && multiLevel == MultiLevelWildcard.INCLUDES_PARENT, noDollar);
            }
            List<Node> next = new ArrayList<>();
            for (Node node : nodes) {
                if (wildcard) {
                    node.addChildren(next, noDollar);
                } else {
                    Node child = node.children.get(level);
                    if (child != null) {
                        next.add(child);
                    }
                }
            }
            nodes = next;
        }
        List<Message> found = new ArrayList<>();
        nodes.forEach(node -> node.addMessage(found));
        return found;
    }

    private static List<Message> below(List<Node> parents, boolean withParents, boolean noDollar) {
        List<Message> found = new ArrayList<>();
        List<Node> open = new ArrayList<>();
        for (Node parent : parents) {
            if (withParents) {
                parent.addMessage(found);
            }
            parent.addChildren(open, noDollar);
        }
        while (!open.isEmpty()) {
            Node node = open.removeLast();
            node.addMessage(found);
            node.addChildren(open, false);
        }
        return found;
    }

    private @Nullable Node find(String topic) {
        Node node = root;
        for (int start = 0; node != null && start <= topic.length(); ) {
            int end = end(topic, start);
            node = node.children.get(topic.substring(start, end));
            start = end + 1;
        }
        return node;
    }

    private Node make(String topic) {
        Node node = root;
        for (int start = 0; start <= topic.length(); ) {
            int end = end(topic, start);
            Node parent = node;
            node = parent.children.computeIfAbsent(topic.substring(start, end), level -> new Node(parent, level));
            start = end + 1;
        }
        return node;
    }

    private static int end(String topic, int start) {
        int slash = topic.indexOf('/', start);
        return slash < 0 ? topic.length() : slash;
    }

    private static final class Node {
        final @Nullable Node parent;
        final String level;
        final ConcurrentHashMap<String, Node> children = new ConcurrentHashMap<>(2);
        volatile @Nullable Message message;

        Node(@Nullable Node parent, String level) {
            this.parent = parent;
            this.level = level;
        }

        void addMessage(List<Message> to) {
            Message here = message;
            if (here != null) {
                to.add(here);
            }
        }

        void addChildren(List<Node> to, boolean noDollar) {
            for (Node child : children.values()) {
                if (!noDollar || !child.level.startsWith("$")) {
                    to.add(child);
                }
            }
        }
    }
}
