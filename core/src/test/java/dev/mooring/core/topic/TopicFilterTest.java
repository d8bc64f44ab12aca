package dev.mooring.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.topic.InvalidTopicException.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicFilterTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @ParameterizedTest
    @CsvSource({
        // filter, topic, at AWS, in MQTT
        "a, a, true, true",
        "a, b, false, false",
        "a, a/, false, false",
        "a/b, a/b, true, true",
        "a/b, a, false, false",
        "a, a/b, false, false",
        "ab, a, false, false",
        "a, ab, false, false",
        "+, a, true, true",
        "+, a/b, false, false",
        "+, /, false, false",
        "+/+, /, true, true",
        "/+, /a, true, true",
        "+/b, a/b, true, true",
        "a/+, a/, true, true",
        "a/+, a, false, false",
        "a/+/c, a/b/c, true, true",
        "a/+/c, a//c, true, true",
        "a/+/c, a/b/d, false, false",
        "#, a/b/c, true, true",
        "#, /, true, true",
        "sensor/#, sensor, false, true",
        "sensor/#, sensor/, true, true",
        "sensor/#, sensor/a, true, true",
        "sensor/#, sensor/a/b, true, true",
        "sensor/#, sensors/a, false, false",
        "+/#, a, false, true",
        "+/#, a/b, true, true",
        "#, $aws/things, false, false",
        "+/things, $aws/things, false, false",
        "$aws/#, $aws/things/t, true, true",
        "$aws/+/t, $aws/things/t, true, true",
    })
    void matchesAsTheTableSays(String filter, String topic, boolean atAws, boolean inMqtt) {
        TopicFilter parsed = TopicFilter.parse(filter, TopicLimits.AWS);
        assertThat(parsed.matches(topic, MultiLevelWildcard.EXCLUDES_PARENT)).isEqualTo(atAws);
        assertThat(parsed.matches(topic, MultiLevelWildcard.INCLUDES_PARENT)).isEqualTo(inMqtt);
    }

    @ParameterizedTest
    @CsvSource({"a+", "+a", "a/+b/c", "a#", "#a", "#/a", "a/#/b", "a/##", "++", "+#"})
    void refusesMisplacedWildcards(String filter) {
        assertThatThrownBy(() -> new TopicFilter(filter))
                .isInstanceOfSatisfying(InvalidTopicException.class, e -> assertThat(e.problem())
                        .isEqualTo(Problem.WILDCARD));
    }

    @Test
    void readsSharedSubscriptions() {
        assertThat(SubscriptionFilter.parse("$share/group/a/+", TopicLimits.AWS))
                .isEqualTo(new SharedTopicFilter("group", new TopicFilter("a/+")))
                .extracting(SubscriptionFilter::text)
                .isEqualTo("$share/group/a/+");
        assertThat(SubscriptionFilter.parse("$shared/a", TopicLimits.AWS)).isEqualTo(new TopicFilter("$shared/a"));
    }

    @ParameterizedTest
    @CsvSource({
        "$share, SHARE",
        "$share/, SHARE",
        "$share/group, SHARE",
        "$share/group/, EMPTY",
        "$share//a, EMPTY",
        "$share/g+/a, SHARE",
        "$share/#/a, SHARE",
        "$share/g/a#, WILDCARD",
    })
    void refusesBrokenSharedSubscriptions(String filter, Problem problem) {
        assertThatThrownBy(() -> SubscriptionFilter.parse(filter, TopicLimits.AWS))
                .isInstanceOfSatisfying(InvalidTopicException.class, e -> assertThat(e.problem())
                        .isEqualTo(problem));
    }

    @Test
    void countsTheLimitsOfASharedSubscriptionAfterItsGroup() {
        String longest = "f".repeat(256);
        String share = "s".repeat(128);
        assertThat(SubscriptionFilter.parse("$share/" + share + "/" + longest, TopicLimits.AWS)
                        .filter())
                .isEqualTo(new TopicFilter(longest));
        assertThatThrownBy(() -> SubscriptionFilter.parse("$share/s/" + longest + "f", TopicLimits.AWS))
                .isInstanceOf(InvalidTopicException.class)
                .hasMessage("topic filter has 257 bytes; the limit is 256");
        assertThatThrownBy(() -> SubscriptionFilter.parse("$share/s" + share + "/f", TopicLimits.AWS))
                .isInstanceOf(InvalidTopicException.class)
                .hasMessage("ShareName has 129 characters; the limit is 128");
    }

    @Test
    void neitherMatchingNorTheIndexDiffersFromTheDefinition() {
        Random random = new Random(20260101);
        for (int round = 0; round < ROUNDS / 20; round++) {
            List<TopicFilterIndex.Entry<TopicFilter>> entries = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                TopicFilter filter = new TopicFilter(randomFilter(random));
                entries.add(new TopicFilterIndex.Entry<>(filter, filter));
            }
            for (MultiLevelWildcard multiLevel : MultiLevelWildcard.values()) {
                TopicFilterIndex<TopicFilter> index = TopicFilterIndex.of(entries, multiLevel);
                String topic = randomTopic(random);
                List<TopicFilter> expected = entries.stream()
                        .map(TopicFilterIndex.Entry::value)
                        .filter(filter -> byDefinition(filter.text(), topic, multiLevel))
                        .toList();
                assertThat(index.matches(topic)).containsExactlyInAnyOrderElementsOf(expected);
                for (TopicFilterIndex.Entry<TopicFilter> entry : entries) {
                    assertThat(entry.filter().matches(topic, multiLevel))
                            .as("%s on %s, %s", entry.filter(), topic, multiLevel)
                            .isEqualTo(expected.contains(entry.value()));
                }
            }
        }
    }

    @Test
    void anyTextIsEitherRefusedOrAnIntactFilter() {
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            String text = randomText(random);
            try {
                SubscriptionFilter filter = SubscriptionFilter.parse(text, TopicLimits.AWS);
                assertThat(filter.text()).isEqualTo(text);
            } catch (InvalidTopicException refused) {
                assertThat(refused).hasMessageMatching("(?s).{10,}");
            }
        }
    }

    static String randomText(Random random) {
        String alphabet = "ab/+#$\u0000\u00e9\u4e2d\ud83d\ude00*?{}";
        StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "$share/" : "");
        for (int length = random.nextInt(12); length > 0; length--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String randomFilter(Random random) {
        List<String> levels = new ArrayList<>();
        String[] choices = {"a", "b", "", "+", "$aws", "aa"};
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            levels.add(choices[random.nextInt(choices.length)]);
        }
        if (random.nextInt(3) == 0) {
            levels.set(levels.size() - 1, "#");
        }
        String filter = String.join("/", levels);
        return filter.isEmpty() ? "a" : filter;
    }

    private static String randomTopic(Random random) {
        String[] choices = {"a", "b", "", "$aws", "aa"};
        List<String> levels = new ArrayList<>();
        for (int depth = random.nextInt(4); depth >= 0; depth--) {
            levels.add(choices[random.nextInt(choices.length)]);
        }
        String topic = String.join("/", levels);
        return topic.isEmpty() ? "a" : topic;
    }

    /** The specification, level by level and without thought of speed. */
    private static boolean byDefinition(String filter, String topic, MultiLevelWildcard multiLevel) {
        if (topic.startsWith("$") && (filter.startsWith("+") || filter.startsWith("#"))) {
            return false;
        }
        return levelsMatch(
                Arrays.asList(filter.split("/", -1)),
                Arrays.asList(topic.split("/", -1)),
                multiLevel == MultiLevelWildcard.INCLUDES_PARENT);
    }

    private static boolean levelsMatch(List<String> filter, List<String> topic, boolean parentToo) {
        if (filter.isEmpty()) {
            return topic.isEmpty();
        }
        if (filter.getFirst().equals("#")) {
            return parentToo || !topic.isEmpty();
        }
        return !topic.isEmpty()
                && (filter.getFirst().equals("+") || filter.getFirst().equals(topic.getFirst()))
                && levelsMatch(filter.subList(1, filter.size()), topic.subList(1, topic.size()), parentToo);
    }
}
