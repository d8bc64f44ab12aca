package dev.mooring.gateway.testing;

import dev.mooring.broker.Authority;
import dev.mooring.broker.ConnectionContext;
import dev.mooring.core.arn.Arns;
import dev.mooring.core.policy.Decision;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Allows everything but what a test denies. */
public final class Permissions implements Authority.Factory {
    private static final Decision ALLOWED = new Decision.Allowed(new Decision.StatementRef("test", "1", 0, "", "*"));

    /** Each context asked for, in order. */
    public final List<ConnectionContext> contexts = new CopyOnWriteArrayList<>();

    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private final AtomicLong version = new AtomicLong();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** @param resource without the ARN's beginning, for example {@code topic/a} */
    public void deny(String action, String resource) {
        denied.add(action + " " + resource);
        version.incrementAndGet();
    }

    public void allowAgain(String action, String resource) {
        denied.remove(action + " " + resource);
        version.incrementAndGet();
    }

    /** From now on every CONNECT waits until the returned latch is released. */
    public CountDownLatch holdConnects() {
        gate = new CountDownLatch(1);
        return gate;
    }

    @Override
    public Authority authorityFor(ConnectionContext connection) {
        contexts.add(connection);
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Arns arns = new Arns(connection.tenant());
        return new Authority() {
            @Override
            public Verdict connect() {
                return verdict("iot:Connect", "client/" + connection.clientId());
            }

            @Override
            public Verdict publish(String topic, boolean retain) {
                return verdict(retain ? "iot:RetainPublish" : "iot:Publish", "topic/" + topic);
            }

            @Override
            public Verdict subscribe(String filter) {
                return verdict("iot:Subscribe", "topicfilter/" + filter);
            }

            @Override
            public Verdict receive(String topic) {
                return verdict("iot:Receive", "topic/" + topic);
            }

            @Override
            public long version() {
                return version.get();
            }

            private Verdict verdict(String action, String resource) {
                boolean no = denied.contains(action + " " + resource);
                return new Verdict(
                        action, arns.client("") + resource, no ? new Decision.ImplicitDeny(List.of()) : ALLOWED);
            }
        };
    }
}
