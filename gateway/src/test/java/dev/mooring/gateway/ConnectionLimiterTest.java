package dev.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionLimiterTest {
    private final ConnectionLimiter limiter = new ConnectionLimiter(2);

    @Test
    void anAddressHasOnlySoManyAtATime() throws UnknownHostException {
        InetAddress one = InetAddress.getByName("192.0.2.1");
        InetAddress two = InetAddress.getByName("192.0.2.2");
        assertThat(limiter.tryOpen(one)).isTrue();
        assertThat(limiter.tryOpen(one)).isTrue();
        assertThat(limiter.tryOpen(one)).isFalse();
        assertThat(limiter.tryOpen(two)).isTrue();
        limiter.closed(one);
        assertThat(limiter.tryOpen(one)).isTrue();
        assertThat(limiter.tryOpen(one)).isFalse();
    }

    @Test
    void thisMachineItselfIsNotLimited() {
        for (int i = 0; i < 10; i++) {
            assertThat(limiter.tryOpen(InetAddress.getLoopbackAddress())).isTrue();
            limiter.closed(InetAddress.getLoopbackAddress());
        }
    }
}
