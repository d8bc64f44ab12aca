package dev.mooring.server.metrics;

import dev.mooring.core.Tenant;
import dev.mooring.rules.OutboxDepth;
import dev.mooring.rules.QueueDepth;
import dev.mooring.rules.RuleCounters;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that can be scraped, as text in Prometheus's format. Rules count as they do at AWS: {@code aws_iot_TopicMatch_total}
 * and so on, with AWS's dimensions RuleName and ActionType as labels. Made at the first scrape: a server that nobody
 * watches pays nothing.
 */
public final class Metrics implements AutoCloseable {
    private final RuleCounters counters;
    private final Supplier<List<QueueDepth>> queues;
    private final Supplier<List<OutboxDepth>> outbox;
    private final TrafficMeter traffic;
    /** Guarded by this. */
    private @Nullable Registry registry;

    public Metrics(
            RuleCounters counters,
            Supplier<List<QueueDepth>> queues,
            Supplier<List<OutboxDepth>> outbox,
            TrafficMeter traffic) {
        this.counters = counters;
        this.queues = queues;
        this.outbox = outbox;
        this.traffic = traffic;
    }

    public synchronized String scrape() {
        Registry made = registry;
        if (made == null) {
            made = new Registry(counters, traffic);
            registry = made;
        }
        return made.scrape(queues.get(), outbox.get());
    }

    @Override
    public synchronized void close() {
        if (registry != null) {
            registry.close();
        }
    }

    /** Guarded by the metrics. */
    private static final class Registry {
        private final RuleCounters counters;
        private final TrafficMetrics traffic;
        private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        private final JvmGcMetrics gc = new JvmGcMetrics();
        private final Set<RuleCounters.Key> known = new HashSet<>();
        private final MultiGauge waiting;
        private final MultiGauge outboxMessages;
        private final MultiGauge outboxBytes;

        Registry(RuleCounters counters, TrafficMeter traffic) {
            this.counters = counters;
            this.traffic = new TrafficMetrics(traffic, meters);
            this.waiting = MultiGauge.builder("mooring.rules.waiting")
                    .description("Messages or results that wait in the queue of a rule or an action")
                    .register(meters);
            this.outboxMessages = MultiGauge.builder("mooring.rules.outbox.messages")
                    .description("Messages that a rule is not through with and that survive the process")
                    .register(meters);
            this.outboxBytes = MultiGauge.builder("mooring.rules.outbox.bytes")
                    .description("Bytes of payload in these messages")
                    .register(meters);
            new JvmMemoryMetrics().bindTo(meters);
            new JvmThreadMetrics().bindTo(meters);
            new ProcessorMetrics().bindTo(meters);
            new UptimeMetrics().bindTo(meters);
            gc.bindTo(meters);
        }

        String scrape(List<QueueDepth> queues, List<OutboxDepth> outbox) {
            for (RuleCounters.Key key : counters.snapshot().keySet()) {
                if (known.add(key)) {
                    FunctionCounter.builder("aws.iot." + key.metric(), counters, all -> all.value(key))
                            .description("AWS/IoT " + key.metric() + " of rules, since the start of the server")
                            .tags(tags(key.tenant(), key.ruleName(), key.actionType()))
                            .register(meters);
                }
            }
            waiting.register(
                    queues.stream()
                            .map(queue -> MultiGauge.Row.of(
                                    tags(queue.tenant(), queue.ruleName(), queue.actionType())
                                            .and("place", Integer.toString(queue.place())),
                                    queue.waiting()))
                            .toList(),
                    true);
            outboxMessages.register(rows(outbox, OutboxDepth::messages), true);
            outboxBytes.register(rows(outbox, OutboxDepth::bytes), true);
            traffic.update();
            return meters.scrape();
        }

        private static List<MultiGauge.Row<?>> rows(List<OutboxDepth> outbox, ToDoubleFunction<OutboxDepth> value) {
            return outbox.stream()
                    .<MultiGauge.Row<?>>map(rule ->
                            MultiGauge.Row.of(tags(rule.tenant(), rule.ruleName(), ""), value.applyAsDouble(rule)))
                    .toList();
        }

        private static Tags tags(Tenant tenant, String ruleName, String actionType) {
            return Tags.of(
                    "account",
                    tenant.account(),
                    "region",
                    tenant.region(),
                    "RuleName",
                    ruleName,
                    "ActionType",
                    actionType);
        }

        void close() {
            gc.close();
            meters.close();
        }
    }
}
