package dev.mooring.lambda.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mooring.core.Tenant;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LogShipperTest {
    private static final Tenant TENANT = new Tenant("123456789012", "eu-west-1");
    private static final LogDelivery.Stream A = new LogDelivery.Stream(TENANT, "/aws/lambda/fn", "a");
    private static final LogDelivery.Stream B = new LogDelivery.Stream(TENANT, "/aws/lambda/fn", "b");

    private final List<String> delivered = Collections.synchronizedList(new ArrayList<>());

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void keep(LogDelivery.Stream stream, List<LogDelivery.Line> lines) {
        lines.forEach(line -> delivered.add(stream.name() + ":" + line.text()));
    }

    @Test
    void keepsTheOrderOfEachStreamAndCarriesAllBeforeItCloses() {
        LogShipper shipper = new LogShipper(this::keep, () -> Instant.EPOCH);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            shipper.accept(A, bytes(i + "\n"));
            expected.add("a:" + i + "\n");
        }
        shipper.accept(B, bytes("other\n"));

        shipper.close();

        assertThat(delivered).filteredOn(line -> line.startsWith("a:")).isEqualTo(expected);
        assertThat(delivered).contains("b:other\n");
    }

    @Test
    void dropsWhatItCannotHoldInsteadOfWaiting() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LogShipper shipper = new LogShipper(
                (stream, lines) -> {
                    blocked.countDown();
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    keep(stream, lines);
                },
                () -> Instant.EPOCH);
        shipper.accept(A, bytes("first\n"));
        blocked.await();

        for (int i = 0; i < 100; i++) {
            shipper.accept(A, new byte[256 * 1024]);
        }
        release.countDown();
        shipper.close();

        assertThat(delivered).hasSize(1 + (8 << 20) / (256 * 1024));
    }

    @Test
    void goesOnAfterADeliveryThatFailed() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        LogShipper shipper = new LogShipper(
                (stream, lines) -> {
                    if (failed.getCount() > 0) {
                        failed.countDown();
                        throw new IllegalStateException("no store");
                    }
                    keep(stream, lines);
                },
                () -> Instant.EPOCH);
        shipper.accept(A, bytes("lost\n"));
        failed.await();
        shipper.accept(A, bytes("kept\n"));
        shipper.close();

        assertThat(delivered).containsExactly("a:kept\n");
    }
}
