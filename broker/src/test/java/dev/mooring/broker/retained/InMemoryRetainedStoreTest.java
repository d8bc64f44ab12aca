package dev.mooring.broker.retained;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InMemoryRetainedStoreTest {
    private static final Tenant ONE = new Tenant("111111111111", "us-east-1");
    private static final Tenant TWO = new Tenant("222222222222", "us-east-1");

    private final InMemoryRetainedStore store = new InMemoryRetainedStore(2);

    @Test
    void refusesANewTopicAtTheLimitButReplacesOldOnes() {
        assertThat(store.put(message(ONE, "a", "1"))).isTrue();
        assertThat(store.put(message(ONE, "b", "1"))).isTrue();
        assertThat(store.put(message(ONE, "c", "1"))).isFalse();
        assertThat(store.get(ONE, "c")).isEmpty();
        assertThat(store.put(message(ONE, "a", "2"))).isTrue();
        store.remove(ONE, "b");
        store.remove(ONE, "b");
        assertThat(store.put(message(ONE, "c", "1"))).isTrue();
        assertThat(store.put(message(ONE, "d", "1"))).isFalse();
        assertThat(store.get(ONE, "a").orElseThrow().payloadText()).isEqualTo("2");
    }

    @Test
    void tenantsNeverMeet() {
        store.put(message(ONE, "a", "1"));
        assertThat(store.get(TWO, "a")).isEmpty();
        store.remove(TWO, "a");
        assertThat(store.get(ONE, "a")).isPresent();
    }

    private static Message message(Tenant tenant, String topic, String payload) {
        Origin origin =
                new Origin(Origin.Protocol.SERVICE, Optional.empty(), "t", Optional.empty(), Optional.empty(), 0);
        return new Message(tenant, topic, payload.getBytes(), 1, true, MessageProperties.NONE, origin, 0);
    }
}
