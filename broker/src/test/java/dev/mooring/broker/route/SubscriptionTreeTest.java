package dev.mooring.broker.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SubscriptionTreeTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b, true",
        "a/b, a/c, false",
        "a/b, a, false",
        "a/b, a/b/c, false",
        "a/+, a/b, true",
        "a/+, a/, true",
        "a/+, a, false",
        "+, a, true",
        "+/+, /a, true",
        "+, /a, false",
        "/+, /a, true",
        "#, a/b/c, true",
        "#, /, true",
        "a/#, a/b/c, true",
        "a/#, a/, true",
        "a/#, a, false",
        "+/#, a, false",
        "+/b/#, a/b/c, true",
        "#, $aws/x, false",
        "+/x, $aws/x, false",
        "$aws/#, $aws/x, true",
        "$aws/+, $aws/x, true",
        "a/+/c, a/$b/c, true",
    })
    void matchesAsAwsDoes(String filter, String topic, boolean matches) {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.EXCLUDES_PARENT);
        tree.put(new Subscription<>("s", filter, 1));
        assertThat(matches(tree, topic)).hasSize(matches ? 1 : 0);
    }

    @Test
    void inTheFullProfileAHashMatchesItsParentToo() {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.INCLUDES_PARENT);
        tree.put(new Subscription<>("s", "a/#", 1));
        tree.put(new Subscription<>("s", "+/#", 1));
        assertThat(matches(tree, "a")).hasSize(2);
    }

    @Test
    void aSubscriptionMadeAgainReplacesTheOldOne() {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.EXCLUDES_PARENT);
        tree.put(new Subscription<>("s", "a", 0));
        tree.put(new Subscription<>("s", "a", 1));
        assertThat(tree.size()).isEqualTo(1);
        List<Subscription<String>> found = new ArrayList<>();
        tree.match("a", found::add);
        assertThat(found).singleElement().extracting(Subscription::qos).isEqualTo(1);
    }

    @Test
    void removingWhatIsNotThereChangesNothing() {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.EXCLUDES_PARENT);
        tree.put(new Subscription<>("s", "a/b", 0));
        long version = tree.version();
        assertThat(tree.remove("a", "s")).isFalse();
        assertThat(tree.remove("a/b", "other")).isFalse();
        assertThat(tree.remove("a/b/c", "s")).isFalse();
        assertThat(tree.remove("a/#", "s")).isFalse();
        assertThat(tree.remove("+/b", "s")).isFalse();
        assertThat(tree.version()).isEqualTo(version);
        assertThat(tree.remove("a/b", "s")).isTrue();
        assertThat(tree.version()).isNotEqualTo(version);
        assertThat(tree.size()).isZero();
    }

    @Test
    void theDepthIsBoundedThoughTopicsMayBeDeeper() {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.EXCLUDES_PARENT);
        String deepest = "+/".repeat(SubscriptionTree.MAX_LEVELS - 1) + "#";
        tree.put(new Subscription<>("s", deepest, 0));
        assertThat(matches(tree, "/".repeat(30_000))).hasSize(1);
        assertThatThrownBy(() -> tree.put(new Subscription<>("s", "+/" + deepest, 0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.remove("+/" + deepest, "s")).isFalse();
        assertThat(tree.remove(deepest, "s")).isTrue();
    }

    /** Random subscribes, unsubscribes and publishes against a list and the filter's own definition of matching. */
    @ParameterizedTest
    @EnumSource(MultiLevelWildcard.class)
    void agreesWithTheNaiveMatcher(MultiLevelWildcard multiLevel) {
        Random random = new Random(20_261_123);
        SubscriptionTree<String> tree = new SubscriptionTree<>(multiLevel);
        Map<String, Integer> model = new TreeMap<>();
        String[] subscribers = {"s0", "s1", "s2"};
        for (int i = 0; i < 20_000; i++) {
            // Some are shared: the same filter in another group is another subscription.
            String filter = List.of("", "", "$share/g/", "$share/h/").get(random.nextInt(4)) + randomFilter(random);
            String subscriber = subscribers[random.nextInt(subscribers.length)];
            String key = subscriber + " " + filter;
            if (random.nextInt(5) < 2) {
                int qos = random.nextInt(2);
                tree.put(Subscription.of(subscriber, filter, new SubscriptionOptions(qos)));
                model.put(key, qos);
            } else {
                assertThat(tree.remove(filter, subscriber)).isEqualTo(model.remove(key) != null);
            }
            if (i % 5 == 0) {
                String topic = randomTopic(random);
                List<String> expected = model.entrySet().stream()
                        .filter(e -> new TopicFilter(unshared(e.getKey().substring(3))).matches(topic, multiLevel))
                        .map(e -> e.getKey() + "@" + e.getValue())
                        .sorted()
                        .toList();
                assertThat(matches(tree, topic)).as("%s at step %d", topic, i).isEqualTo(expected);
            }
        }
        assertThat(tree.size()).isEqualTo(model.size());
        for (String share : List.of("$share/g/a/b", "$share/h/#", "$share/g/+")) {
            assertThat(tree.members(share))
                    .as(share)
                    .containsExactlyInAnyOrderElementsOf(model.keySet().stream()
                            .filter(key -> key.substring(3).equals(share))
                            .map(key -> key.substring(0, 2))
                            .toList());
        }
        List.copyOf(model.keySet()).forEach(key -> assertThat(
                        tree.remove(key.substring(3), key.substring(0, 2).intern()))
                .isTrue());
        assertThat(tree.size()).isZero();
    }

    private static String unshared(String filter) {
        return filter.startsWith("$share/") ? filter.split("/", 3)[2] : filter;
    }

    /** A reader may miss or see a change under way, but never loses what stays. */
    @Test
    void readersSeeWhatStaysWhileOthersComeAndGo() throws InterruptedException {
        SubscriptionTree<String> tree = new SubscriptionTree<>(MultiLevelWildcard.EXCLUDES_PARENT);
        tree.put(new Subscription<>("stays", "a/b/c", 1));
        tree.put(new Subscription<>("stays", "a/+/c", 1));
        tree.put(new Subscription<>("stays", "a/#", 1));
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            Random random = new Random(1);
            while (!stop.get()) {
                String filter = List.of("a/b/c", "a/b/d", "a/+/c", "a/+/d", "a/#", "a/b/#")
                        .get(random.nextInt(6));
                tree.put(new Subscription<>("comes", filter, 0));
                tree.remove(filter, "comes");
            }
        });
        try {
            for (int i = 0; i < 100_000; i++) {
                int[] seen = {0};
                tree.match("a/b/c", s -> seen[0] += s.subscriber().equals("stays") ? 1 : 0);
                if (seen[0] != 3) {
                    assertThat(seen[0]).isEqualTo(3);
                }
            }
        } finally {
            stop.set(true);
            writer.join();
        }
    }

    private static List<String> matches(SubscriptionTree<String> tree, String topic) {
        List<String> found = new ArrayList<>();
        tree.match(
                topic,
                s -> found.add(s.subscriber() + " " + (s.share().isEmpty() ? s.filter() : s.share()) + "@" + s.qos()));
        found.sort(null);
        return found;
    }

    private static String randomFilter(Random random) {
        String[] levels = new String[1 + random.nextInt(4)];
        Arrays.setAll(levels, i -> List.of("a", "b", "", "+", "$x", "+").get(random.nextInt(6)));
        if (random.nextInt(3) == 0) {
            levels[levels.length - 1] = "#";
        }
        String filter = String.join("/", levels);
        return filter.isEmpty() ? "a" : filter;
    }

    private static String randomTopic(Random random) {
        String[] levels = new String[1 + random.nextInt(4)];
        Arrays.setAll(levels, i -> List.of("a", "b", "", "$x").get(random.nextInt(4)));
        String topic = String.join("/", levels);
        return topic.isEmpty() ? "a" : topic;
    }
}
