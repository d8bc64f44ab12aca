package dev.mooring.bench.million;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.broker.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

/** That the benchmark measures what it says. */
class FleetTest {
    @Test
    void aMessageReachesTheTenDevicesOfItsTopicOnBothLoopsAndNobodyElse() {
        Fleet fleet = new Fleet();
        fleet.connect(40);
        Connection publisher = fleet.openPublisher();
        fleet.publish(publisher, List.of(Fleet.topic(1), Fleet.topic(3)), new byte[256]);
        assertThat(fleet.received()).isEqualTo(2 * Fleet.DEVICES_A_TOPIC);
        fleet.publish(publisher, List.of("fleet/nobody/command"), new byte[256]);
        assertThat(fleet.received()).isEqualTo(2 * Fleet.DEVICES_A_TOPIC);
    }
}
