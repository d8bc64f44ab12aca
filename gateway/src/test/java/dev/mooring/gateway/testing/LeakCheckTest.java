package dev.mooring.gateway.testing;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
    @Test
    void aForgottenBufferIsFound() {
        Thread.ofPlatform()
                .start(() -> PooledByteBufAllocator.DEFAULT.buffer(64).writeByte(1));
        Eventually.that("found", () -> LeakCheck.find().contains("never released"));
    }
}
