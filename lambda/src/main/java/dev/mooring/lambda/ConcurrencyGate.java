package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts the invocations that run, so that a function keeps to its reserved concurrency. Safe for any thread. */
final class ConcurrencyGate {
    private final Map<Key, Integer> running = new ConcurrentHashMap<>();

    private record Key(Tenant tenant, String function) {}

    /** The right to run one invocation, until it is closed. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws LambdaException TooManyRequestsException when as many run as may */
    Permit enter(Tenant tenant, String function, OptionalInt reserved) {
        Key key = new Key(tenant, function);
        AtomicBoolean entered = new AtomicBoolean();
        running.compute(key, (k, present) -> {
            int count = present == null ? 0 : present;
            boolean isFull = reserved.isPresent() && count >= reserved.getAsInt();
            entered.set(!isFull);
            return isFull ? present : Integer.valueOf(count + 1);
        });
        if (!entered.get()) {
            throw new LambdaException(Code.RESERVED_CONCURRENCY_EXCEEDED, "Rate Exceeded.");
        }
        return () -> running.computeIfPresent(key, (k, count) -> count == 1 ? null : Integer.valueOf(count - 1));
    }
}
