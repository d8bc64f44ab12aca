package dev.mooring.broker.route;

import dev.mooring.core.topic.MultiLevelWildcard;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All subscriptions of one tenant, a node a topic level. Matching takes no lock and costs one map lookup a level and
 * branch; changes take the tree's lock, and copy the array of the one node they touch.
 *
 * <p>Every change raises {@link #version()} after it is visible, so that a reader who notes the version, matches, and
 * keeps the result may use it for as long as the version stays the same.
 *
 * <p>Filters and topics must have been validated: here {@code +} and {@code #} are whole levels and {@code #} is last.
 *
 * @param <S> the subscriber; compared by identity
 */
public final class SubscriptionTree<S> {
    /** Matching descends by recursion, so the depth of the tree is bounded. */
    public static final int MAX_LEVELS = 500;

    private static final Subscription<?>[] NONE = new Subscription<?>[0];

    private final boolean hashMatchesParent;
    private final Node<S> root = new Node<>();
    private volatile long version;
    private int size;

    public SubscriptionTree(MultiLevelWildcard multiLevel) {
        this.hashMatchesParent = multiLevel == MultiLevelWildcard.INCLUDES_PARENT;
    }

    /**
     * Adds a subscription, or replaces the one this subscriber has with the same filter and share.
     *
     * @throws IllegalArgumentException if the filter has more than {@link #MAX_LEVELS} levels
     */
    public synchronized void put(Subscription<S> subscription) {
        if (levels(subscription.filter()) > MAX_LEVELS) {
            throw new IllegalArgumentException("a filter of more than " + MAX_LEVELS + " levels");
        }
        Node<S> node = root;
        Levels levels = new Levels(subscription.filter());
        while (levels.next()) {
            if (levels.isHash()) {
                node.hash = with(node.hash, subscription);
                version++;
                return;
            }
            node = node.childOrNew(levels.text());
        }
        node.here = with(node.here, subscription);
        version++;
    }

    public static int levels(String filter) {
        int levels = 1;
        for (int i = 0; i < filter.length(); i++) {
            if (filter.charAt(i) == '/') {
                levels++;
            }
        }
        return levels;
    }

    /**
     * Removes a subscription; false when there was none.
     *
     * @param text as subscribed, {@code $share/…} included
     */
    public synchronized boolean remove(String text, S subscriber) {
        String filter = Subscription.filter(text);
        String share = Subscription.isShared(text) ? text : "";
        boolean removed = levels(filter) <= MAX_LEVELS && remove(root, new Levels(filter), subscriber, share);
        if (removed) {
            size--;
            version++;
        }
        return removed;
    }

    /** The members of a shared subscription, {@code $share/{ShareName}/{filter}}. */
    public List<S> members(String share) {
        Node<S> node = root;
        Levels levels = new Levels(Subscription.filter(share));
        Subscription<S>[] here = none();
        boolean hash = false;
        while (!hash && levels.next()) {
            hash = levels.isHash();
            String level = levels.text();
            Node<S> next = hash ? node : level.equals("+") ? node.plus : node.child(level);
            if (next == null) {
                return List.of();
            }
            node = next;
            here = hash ? node.hash : node.here;
        }
        return Arrays.stream(here)
                .filter(subscription -> subscription.share().equals(share))
                .map(Subscription::subscriber)
                .toList();
    }

    /** The number of subscriptions. */
    public synchronized int size() {
        return size;
    }

    /** Changes with every change of the tree. */
    public long version() {
        return version;
    }

    /**
     * Hands over every subscription whose filter matches; a subscriber with several such filters comes several times.
     */
    public void match(String topic, Consumer<? super Subscription<S>> found) {
        // A leading wildcard does not match topics that begin with $ [MQTT-4.7.2-1].
        match(root, topic, 0, topic.startsWith("$"), found);
    }

    private void match(
            Node<S> node, String topic, int start, boolean noWildcard, Consumer<? super Subscription<S>> found) {
        if (!noWildcard) {
            emit(node.hash, found);
        }
        int slash = topic.indexOf('/', start);
        String level = topic.substring(start, slash < 0 ? topic.length() : slash);
        Node<S> plus = noWildcard ? null : node.plus;
        Node<S> child = node.child(level);
        for (Node<S> next : Arrays.asList(child, plus)) {
            if (next == null) {
                continue;
            }
            if (slash >= 0) {
                match(next, topic, slash + 1, false, found);
            } else {
                emit(next.here, found);
                if (hashMatchesParent) {
                    emit(next.hash, found);
                }
            }
        }
    }

    private static <S> void emit(Subscription<S>[] subscriptions, Consumer<? super Subscription<S>> found) {
        for (Subscription<S> subscription : subscriptions) {
            found.accept(subscription);
        }
    }

    private boolean remove(Node<S> node, Levels levels, S subscriber, String share) {
        if (!levels.next()) {
            Subscription<S>[] before = node.here;
            node.here = without(before, subscriber, share);
            return node.here != before;
        }
        if (levels.isHash()) {
            Subscription<S>[] before = node.hash;
            node.hash = without(before, subscriber, share);
            return node.hash != before;
        }
        String level = levels.text();
        Node<S> child = level.equals("+") ? node.plus : node.child(level);
        if (child == null || !remove(child, levels, subscriber, share)) {
            return false;
        }
        if (child.isEmpty()) {
            node.drop(level);
        }
        return true;
    }

    private Subscription<S>[] with(Subscription<S>[] array, Subscription<S> added) {
        for (int i = 0; i < array.length; i++) {
            if (array[i].isOf(added.subscriber(), added.share())) {
                Subscription<S>[] copy = array.clone();
                copy[i] = added;
                return copy;
            }
        }
        size++;
        Subscription<S>[] copy = Arrays.copyOf(array, array.length + 1);
        copy[array.length] = added;
        return copy;
    }

    private static <S> Subscription<S>[] without(Subscription<S>[] array, S subscriber, String share) {
        for (int i = 0; i < array.length; i++) {
            if (array[i].isOf(subscriber, share)) {
                if (array.length == 1) {
                    return none();
                }
                Subscription<S>[] copy = Arrays.copyOf(array, array.length - 1);
                System.arraycopy(array, i + 1, copy, i, copy.length - i);
                return copy;
            }
        }
        return array;
    }

    @SuppressWarnings("unchecked") // an empty array holds no element of a wrong type
    private static <S> Subscription<S>[] none() {
        return (Subscription<S>[]) NONE;
    }

    /** Readers see each field as some writer left it; writers hold the tree's lock. */
    private static final class Node<S> {
        volatile @Nullable ConcurrentHashMap<String, Node<S>> children;
        volatile @Nullable Node<S> plus;
        volatile Subscription<S>[] here = none();
        volatile Subscription<S>[] hash = none();

        @Nullable
        Node<S> child(String level) {
            ConcurrentHashMap<String, Node<S>> map = children;
            return map == null ? null : map.get(level);
        }

        Node<S> childOrNew(String level) {
            if (level.equals("+")) {
                Node<S> node = plus;
                if (node == null) {
                    node = new Node<>();
                    plus = node;
                }
                return node;
            }
            ConcurrentHashMap<String, Node<S>> map = children;
            if (map == null) {
                map = new ConcurrentHashMap<>(2);
                children = map;
            }
            return map.computeIfAbsent(level, l -> new Node<>());
        }

        void drop(String level) {
            if (level.equals("+")) {
                plus = null;
                return;
            }
            ConcurrentHashMap<String, Node<S>> map = children;
            if (map != null) {
                map.remove(level);
                if (map.isEmpty()) {
                    children = null;
                }
            }
        }

        boolean isEmpty() {
            return here.length == 0 && hash.length == 0 && plus == null && children == null;
        }
    }

    /** Walks the levels of a filter. */
    private static final class Levels {
        private final String filter;
        private int start;
        private int end = -1;

        Levels(String filter) {
            this.filter = filter;
        }

        boolean next() {
            if (end == filter.length()) {
                return false;
            }
            start = end + 1;
            int slash = filter.indexOf('/', start);
            end = slash < 0 ? filter.length() : slash;
            return true;
        }

        boolean isHash() {
            return end - start == 1 && filter.charAt(start) == '#';
        }

        String text() {
            return filter.substring(start, end);
        }
    }
}
