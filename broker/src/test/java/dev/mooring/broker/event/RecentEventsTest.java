package dev.mooring.broker.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentEventsTest {
    private static final Tenant TENANT = new Tenant("000000000000", "us-east-1");

    @Test
    void remembersTheLastEventsOfEachClientOldestFirst() {
        RecentEvents events = new RecentEvents(10, 3);
        for (int i = 0; i < 5; i++) {
            events.record(event(Optional.of(TENANT), "c", i));
        }
        assertThat(events.of(TENANT, "c")).extracting(ClientEvent::timeMillis).containsExactly(2L, 3L, 4L);
        assertThat(events.of(new Tenant("111111111111", "us-east-1"), "c")).isEmpty();
    }

    @Test
    void forgetsTheClientLongestWithoutEvents() {
        RecentEvents events = new RecentEvents(2, 3);
        events.record(event(Optional.of(TENANT), "a", 1));
        events.record(event(Optional.of(TENANT), "b", 2));
        events.record(event(Optional.of(TENANT), "a", 3));
        events.record(event(Optional.of(TENANT), "c", 4));
        assertThat(events.of(TENANT, "b")).isEmpty();
        assertThat(events.of(TENANT, "a")).hasSize(2);
    }

    @Test
    void findsThoseWhoNeverSaidWhoTheyAreByAddress() {
        RecentEvents events = new RecentEvents(2, 3);
        events.record(event(Optional.empty(), "", 1));
        assertThat(events.ofUnknownAt("192.0.2.1")).hasSize(1);
    }

    private static ClientEvent event(Optional<Tenant> tenant, String clientId, long time) {
        return new ClientEvent(
                ClientEvent.Kind.REFUSED,
                tenant,
                "connection",
                clientId,
                "principal",
                "192.0.2.1:1883",
                new Reason.NoClientCertificate(),
                time);
    }
}
