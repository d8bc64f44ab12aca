package dev.mooring.broker.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetainedTopicsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");
    private static final List<String> TOPIC_LEVELS = List.of("a", "b", "", "$x", "c");
    private static final List<String> FILTER_LEVELS = List.of("a", "b", "", "$x", "+", "+");

    @Test
    void agreesWithASearchOfAllTopics() {
        Random random = new Random(11);
        RetainedTopics topics = new RetainedTopics();
        Map<String, Message> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String topic = levels(random, TOPIC_LEVELS);
            if (topic.isEmpty()) {
                continue;
            }
            switch (random.nextInt(3)) {
                case 0 -> {
                    Message message = message(topic);
                    boolean fits = model.containsKey(topic) || model.size() < 60;
                    assertThat(topics.put(message, 60)).isEqualTo(fits);
                    if (fits) {
                        model.put(topic, message);
                    }
                }
                case 1 -> {
                    topics.remove(topic);
                    model.remove(topic);
                }
                default -> {
                    String filter = levels(random, FILTER_LEVELS);
                    filter = random.nextBoolean() ? filter : filter.isEmpty() ? "#" : filter + "/#";
                    if (!filter.isEmpty()) {
                        for (MultiLevelWildcard multiLevel : MultiLevelWildcard.values()) {
                            TopicFilter parsed = new TopicFilter(filter);
                            assertThat(topics.matching(filter, multiLevel))
                                    .as(filter)
                                    .containsExactlyInAnyOrderElementsOf(model.values().stream()
                                            .filter(m -> parsed.matches(m.topic(), multiLevel))
                                            .toList());
                        }
                    }
                    assertThat(topics.get(topic)).isEqualTo(Optional.ofNullable(model.get(topic)));
                }
            }
        }
    }

    @Test
    void aTopicOfThirtyThousandLevelsIsLikeAnyOther() {
        RetainedTopics topics = new RetainedTopics();
        String deep = "/".repeat(30_000);
        assertThat(topics.put(message(deep), 1)).isTrue();
        assertThat(topics.matching("#", MultiLevelWildcard.INCLUDES_PARENT)).hasSize(1);
        topics.remove(deep);
        assertThat(topics.get(deep)).isEmpty();
        assertThat(topics.put(message("other"), 1)).isTrue();
    }

    private static String levels(Random random, List<String> from) {
        StringBuilder text = new StringBuilder(from.get(random.nextInt(from.size())));
        for (int n = random.nextInt(4); n > 0; n--) {
            text.append('/').append(from.get(random.nextInt(from.size())));
        }
        return text.toString();
    }

    private static Message message(String topic) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "t", Optional.empty(), Optional.empty(), 0);
        return new Message(TENANT, topic, new byte[1], 1, true, MessageProperties.NONE, origin, 0);
    }
}
