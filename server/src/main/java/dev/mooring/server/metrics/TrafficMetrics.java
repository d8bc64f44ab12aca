package dev.mooring.server.metrics;

import dev.mooring.core.Tenant;
import dev.mooring.core.metering.Meter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Traffic for Prometheus: counters by the names that AWS has for them, with its dimension Protocol, and the connections that
 * there are. Owned by the metrics.
 */
final class TrafficMetrics {
    /** A counter of AWS's with one value of its dimension. */
    private record Published(String metric, String protocol, Meter meter, String description) {}

    private static final List<Published> PUBLISHED = List.of(
            new Published("PublishIn.Success", "MQTT", Meter.MESSAGES_IN_MQTT, "messages that came in"),
            new Published("PublishIn.Success", "HTTP", Meter.MESSAGES_IN_HTTP, "messages that came in"),
            new Published("PublishOut.Success", "MQTT", Meter.MESSAGES_OUT, "messages sent to clients"),
            new Published("Connect.Success", "MQTT", Meter.CONNECTS, "connections that were let in"));

    private final TrafficMeter traffic;
    private final MeterRegistry meters;
    private final Set<Tenant> known = new HashSet<>();

    TrafficMetrics(TrafficMeter traffic, MeterRegistry meters) {
        this.traffic = traffic;
        this.meters = meters;
    }

    /** Makes meters for tenants that were not there at the last scrape. */
    void update() {
        for (Tenant tenant : traffic.tenants()) {
            if (known.add(tenant)) {
                register(tenant);
            }
        }
    }

    private void register(Tenant tenant) {
        Tags tags = Tags.of("account", tenant.account(), "region", tenant.region());
        Gauge.builder("mooring.connections", traffic, all -> all.connections(tenant))
                .description("Clients that are connected")
                .tags(tags)
                .register(meters);
        FunctionCounter.builder("mooring.refusals", traffic, all -> all.count(tenant, Meter.REFUSALS))
                .description("Refused connections and requests, and dropped messages, since the start of the server")
                .tags(tags)
                .register(meters);
        for (Published one : PUBLISHED) {
            FunctionCounter.builder("aws.iot." + one.metric(), traffic, all -> all.count(tenant, one.meter()))
                    .description(
                            "AWS/IoT " + one.metric() + ": " + one.description() + ", since the start of the server")
                    .tags(tags.and("Protocol", one.protocol()))
                    .register(meters);
        }
    }
}
