package dev.mooring.gateway.testing;

import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Collects what Netty would only log: buffers that were forgotten. Netty makes it by name, from the system property
 * {@code io.netty.customResourceLeakDetector}.
 */
public final class LeakDetector<T> extends ResourceLeakDetector<T> {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("deprecation") // The constructor that Netty looks for.
    public LeakDetector(Class<?> resource, int samplingInterval, long maxActive) {
        super(resource, samplingInterval, maxActive);
    }

    public LeakDetector(Class<?> resource, int samplingInterval) {
        super(resource, samplingInterval);
    }

    /** What was found since the last call. */
    public static String takeLeaks() {
        StringBuilder all = new StringBuilder();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            all.append(leak).append(System.lineSeparator());
        }
        return all.toString();
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String resourceType, String records) {
        LEAKS.add(resourceType + " was never released" + records);
    }

    @Override
    protected void reportUntracedLeak(String resourceType) {
        LEAKS.add(resourceType + " was never released");
    }
}
