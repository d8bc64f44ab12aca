package dev.mooring.broker.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.MessageProperties;
import dev.mooring.core.message.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final Outgoing MESSAGE = new Outgoing(
            new Message(
                    new Tenant("000000000000", "us-east-1"),
                    "t",
                    new byte[0],
                    1,
                    false,
                    MessageProperties.NONE,
                    new Origin(
                            Origin.Protocol.SERVICE, Optional.empty(), "test", Optional.empty(), Optional.empty(), 0),
                    0),
            new byte[0],
            1,
            false);

    @Test
    void neverGivesAnIdThatIsInUseOrZeroThoughOneStaysForever() {
        InFlight inFlight = new InFlight();
        int stuck = inFlight.add(MESSAGE, 0);
        for (int i = 0; i < 200_000; i++) {
            int id = inFlight.add(MESSAGE, 0);
            assertThat(id).isBetween(1, 65_535).isNotEqualTo(stuck);
            assertThat(inFlight.contains(id)).isTrue();
            inFlight.remove(id);
        }
        assertThat(inFlight.size()).isEqualTo(1);
    }

    @Test
    void rejectsIdsThatShareASlotWithOnesInUse() {
        InFlight inFlight = new InFlight();
        int id = inFlight.add(MESSAGE, 0);
        assertThat(inFlight.contains(id + 8)).isFalse();
        assertThat(inFlight.contains(id + 65_536)).isFalse();
        assertThat(inFlight.contains(0)).isFalse();
        assertThat(new InFlight().contains(1)).isFalse();
    }

    @Test
    void agreesWithASetUnderRandomUse() {
        Random random = new Random(7);
        InFlight inFlight = new InFlight();
        LinkedHashSet<Integer> model = new LinkedHashSet<>();
        for (int i = 0; i < 300_000; i++) {
            if (model.size() < 100 && random.nextBoolean()) {
                assertThat(model.add(inFlight.add(MESSAGE, i))).isTrue();
            } else {
                int id = random.nextInt(4) > 0 && !model.isEmpty()
                        ? new ArrayList<>(model).get(random.nextInt(model.size()))
                        : random.nextInt(65_536);
                boolean known = model.remove(id);
                assertThat(inFlight.contains(id)).isEqualTo(known);
                if (known) {
                    inFlight.remove(id);
                }
            }
            assertThat(inFlight.size()).isEqualTo(model.size());
        }
        assertThat(inFlight.inOrder().stream().map(InFlight.Unacknowledged::packetId))
                .containsExactlyElementsOf(List.copyOf(model));
    }
}
