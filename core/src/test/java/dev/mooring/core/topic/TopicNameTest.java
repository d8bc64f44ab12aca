package dev.mooring.core.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mooring.core.topic.InvalidTopicException.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicNameTest {
    private static final int ROUNDS = Integer.getInteger("mooring.fuzz", 100_000);

    @Test
    void acceptsUpToTheLimitsOfAws() {
        assertThat(TopicName.parse("a".repeat(256), TopicLimits.AWS).text()).hasSize(256);
        assertThat(TopicName.parse("1/2/3/4/5/6/7/8", TopicLimits.AWS).text()).isEqualTo("1/2/3/4/5/6/7/8");
        assertRefused("a".repeat(257), Problem.TOO_LONG);
        assertRefused("1/2/3/4/5/6/7/8/9", Problem.TOO_MANY_LEVELS);
    }

    @Test
    void countsBytesNotCharacters() {
        assertThat(TopicName.parse("\u00e9".repeat(128), TopicLimits.AWS).text())
                .hasSize(128);
        assertRefused("\u00e9".repeat(129), Problem.TOO_LONG);
        assertRefused("\ud83d\ude00".repeat(65), Problem.TOO_LONG);
    }

    @Test
    void refusesWhatMqttCannotCarry() {
        assertRefused("", Problem.EMPTY);
        assertRefused("a\u0000b", Problem.CHARACTER);
        assertRefused("a\ud83d", Problem.CHARACTER);
        assertRefused("\ude00\ud83d", Problem.CHARACTER);
        assertRefused("a/+", Problem.WILDCARD);
        assertRefused("a#", Problem.WILDCARD);
    }

    @Test
    void doesNotCountTheFirstThreeLevelsOfBasicIngest() {
        String rest = "1/2/3/4/5/6/7/8";
        assertThat(TopicName.parse("$aws/rules/my_rule/" + rest, TopicLimits.AWS)
                        .isReserved())
                .isTrue();
        assertRefused("$aws/rules/my_rule/" + rest + "/9", Problem.TOO_MANY_LEVELS);
        assertThat(TopicName.parse("$aws/rules/r/" + "a".repeat(256), TopicLimits.AWS)
                        .text())
                .hasSize(269);
        assertRefused("$aws/rules/r/" + "a".repeat(257), Problem.TOO_LONG);
        // No rule has a name like that, so it is no Basic Ingest.
        assertRefused("$aws/rules/" + "r".repeat(300), Problem.TOO_LONG);
    }

    @Test
    void readsBasicIngest() {
        assertThat(BasicIngest.of("$aws/rules/r/a/b")).contains(new BasicIngest("r", "a/b"));
        assertThat(BasicIngest.of("$aws/rules/r")).contains(new BasicIngest("r", ""));
        assertThat(BasicIngest.of("$aws/rules/")).isEqualTo(Optional.empty());
        assertThat(BasicIngest.of("$aws/rules//a")).isEqualTo(Optional.empty());
        assertThat(BasicIngest.of("$aws/things/r")).isEqualTo(Optional.empty());
    }

    @Test
    void anyTextIsRefusedOrObeysTheLimits() {
        Random random = new Random(7);
        TopicLimits limits = new TopicLimits(8, 2, 4);
        for (int round = 0; round < ROUNDS; round++) {
            String text = TopicFilterTest.randomText(random);
            try {
                TopicName name = TopicName.parse(text, limits);
                assertThat(name.text().getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(8);
                assertThat(name.text().chars().filter(c -> c == '/').count()).isLessThanOrEqualTo(2);
                assertThat(name.text()).doesNotContain("+", "#", "\u0000").isNotEmpty();
            } catch (InvalidTopicException refused) {
                assertThat(refused.problem()).isNotNull();
            }
        }
    }

    private static void assertRefused(String topic, Problem problem) {
        assertThatThrownBy(() -> TopicName.parse(topic, TopicLimits.AWS))
                .isInstanceOfSatisfying(InvalidTopicException.class, e -> assertThat(e.problem())
                        .isEqualTo(problem));
    }
}
