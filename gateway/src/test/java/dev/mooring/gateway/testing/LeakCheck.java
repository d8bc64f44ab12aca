package dev.mooring.gateway.testing;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails a test class after which buffers are found that were never released; registered for all of them. */
public final class LeakCheck implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) {
        String leaks = find();
        if (!leaks.isEmpty()) {
            throw new AssertionError("buffers leaked: " + leaks);
        }
    }

    /** Leaks show when the collector has been there and another buffer is made. */
    static String find() {
        System.gc();
        PooledByteBufAllocator.DEFAULT.buffer(16).release();
        return LeakDetector.takeLeaks();
    }
}
