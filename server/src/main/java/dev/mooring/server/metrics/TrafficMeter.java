package dev.mooring.server.metrics;

import dev.mooring.broker.event.ClientEvent;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.message.Origin;
import dev.mooring.core.metering.MessageUnits;
import dev.mooring.core.metering.Meter;
import dev.mooring.core.metering.Usage;
import dev.mooring.rules.RuleCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts all traffic of each tenant since the start of the server. Event loops call it for every message: it adds to
 * striped counters and waits for nobody. Tenants that were seen stay, as they do in the broker.
 */
public final class TrafficMeter {
    /** Messages to these topics are free of messaging at AWS. */
    private static final String BASIC_INGEST = "$aws/rules/";

    private static final String SUBSCRIBED = "$aws/events/subscriptions/subscribed/";

    /**
     * What AWS meters as an operation of the registry or of shadows.
     *
     * @see <a href="https://aws.amazon.com/iot-core/pricing/additional-details/">AWS: metering details</a>
     */
    private static final Set<String> REGISTRY_OPERATIONS = Set.of(
            "AddThingToThingGroup",
            "AttachThingPrincipal",
            "CreateThing",
            "CreateThingGroup",
            "CreateThingType",
            "DescribeThing",
            "DescribeThingGroup",
            "DescribeThingType",
            "ListPrincipalThings",
            "ListThingGroups",
            "ListThingGroupsForThing",
            "ListThingPrincipals",
            "ListThings",
            "ListThingsInThingGroup",
            "ListThingTypes",
            "UpdateThing",
            "UpdateThingGroup",
            "UpdateThingGroupsForThing",
            "GetThingShadow",
            "UpdateThingShadow",
            "DeleteThingShadow");

    private final RuleCounters rules;
    private final InstantSource clock;
    private final Map<Tenant, Counters> tenants = new ConcurrentHashMap<>();

    /** Nearly all traffic is of one tenant. */
    private volatile Optional<Known> last = Optional.empty();

    private record Known(Tenant tenant, Counters counters) {}

    public TrafficMeter(RuleCounters rules, InstantSource clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Most messages are one unit, so only what a message has beyond its first is counted beside the message: one counter
     * less to touch for each.
     */
    private static final class Counters {
        private final Map<Meter, LongAdder> adders;
        private final LongAdder basicIngest = new LongAdder();
        /** This and the next are guarded by this. */
        private long connections;

        /** The moments at which connections ended, minus those at which they began: exact without knowing each. */
        private long endsMinusBeginnings;

        Counters() {
            adders = new EnumMap<>(Meter.class);
            for (Meter meter : Meter.values()) {
                adders.put(meter, new LongAdder());
            }
        }

        void add(Meter meter, long amount) {
            LongAdder adder = adders.get(meter);
            if (adder != null) {
                adder.add(amount);
            }
        }

        private long counted(Meter meter) {
            LongAdder adder = adders.get(meter);
            return adder == null ? 0 : adder.sum();
        }

        long sum(Meter meter) {
            return switch (meter) {
                case UNITS_IN ->
                    counted(meter)
                            + counted(Meter.MESSAGES_IN_MQTT)
                            + counted(Meter.MESSAGES_IN_HTTP)
                            - basicIngest.sum();
                case UNITS_OUT -> counted(meter) + counted(Meter.MESSAGES_OUT);
                default -> counted(meter);
            };
        }

        synchronized void began(long nowMillis) {
            connections++;
            endsMinusBeginnings -= nowMillis;
        }

        synchronized void ended(long nowMillis) {
            connections--;
            endsMinusBeginnings += nowMillis;
        }

        synchronized long connections() {
            return connections;
        }

        /** All connections that there were or are, up to now. Overflows on the way cancel each other. */
        synchronized long connectionMillis(long nowMillis) {
            return endsMinusBeginnings + connections * nowMillis;
        }
    }

    private Counters of(Tenant tenant) {
        Optional<Known> known = last;
        if (known.isPresent() && known.get().tenant().equals(tenant)) {
            return known.get().counters();
        }
        Counters counters = tenants.computeIfAbsent(tenant, _ -> new Counters());
        last = Optional.of(new Known(tenant, counters));
        return counters;
    }

    /** A message was accepted. */
    public void published(Message message) {
        Counters counters = of(message.tenant());
        Origin.Protocol protocol = message.origin().protocol();
        switch (protocol) {
            case MQTT, HTTP -> {
                counters.add(protocol == Origin.Protocol.MQTT ? Meter.MESSAGES_IN_MQTT : Meter.MESSAGES_IN_HTTP, 1);
                if (message.topic().startsWith(BASIC_INGEST)) {
                    counters.basicIngest.increment();
                } else {
                    countMore(counters, Meter.UNITS_IN, message);
                    if (message.retain()) {
                        counters.add(Meter.UNITS_RETAINED, units(message));
                    }
                }
            }
            case RULE -> counters.add(Meter.MESSAGES_REPUBLISHED, 1);
            case SERVICE -> {
                if (message.topic().startsWith(SUBSCRIBED)) {
                    counters.add(Meter.SUBSCRIPTIONS, 1);
                }
            }
        }
    }

    /** A client was sent a message. */
    public void sent(Tenant tenant, Message message, boolean acknowledged) {
        Counters counters = of(tenant);
        counters.add(Meter.MESSAGES_OUT, 1);
        countMore(counters, Meter.UNITS_OUT, message);
        if (acknowledged) {
            counters.add(Meter.ACKNOWLEDGED, 1);
        }
    }

    /** The units beyond the first. */
    private static void countMore(Counters counters, Meter meter, Message message) {
        long units = units(message);
        if (units > 1) {
            counters.add(meter, units - 1);
        }
    }

    /** Topics are nearly always ASCII; the few bytes that another one has more change no unit worth speaking of. */
    private static long units(Message message) {
        return MessageUnits.of((long) message.payload().length + message.topic().length());
    }

    /** Something happened to a client. What happens before it is known whose client it is, is nobody's. */
    public void happened(ClientEvent event) {
        event.tenant().ifPresent(tenant -> {
            Counters counters = of(tenant);
            switch (event.kind()) {
                case CONNECTED -> {
                    counters.add(Meter.CONNECTS, 1);
                    counters.began(event.timeMillis());
                }
                case CLOSED -> counters.ended(event.timeMillis());
                case REFUSED, DENIED, DROPPED -> counters.add(Meter.REFUSALS, 1);
                case DELAYED -> {
                    // Nothing was refused.
                }
            }
        });
    }

    /** An operation of an AWS API succeeded. */
    public void called(String operation, Tenant tenant) {
        if (REGISTRY_OPERATIONS.contains(operation)) {
            of(tenant).add(Meter.REGISTRY_OPERATIONS, 1);
        }
    }

    /** Connections of a tenant at this moment. */
    public long connections(Tenant tenant) {
        Counters counters = tenants.get(tenant);
        return counters == null ? 0 : counters.connections();
    }

    /** Tenants with any traffic. */
    Set<Tenant> tenants() {
        return Set.copyOf(tenants.keySet());
    }

    /** One counter since the start; not connection time, and nothing of rules. */
    long count(Tenant tenant, Meter meter) {
        Counters counters = tenants.get(tenant);
        return counters == null ? 0 : counters.sum(meter);
    }

    /** All that was counted since the start, of every tenant with any. */
    public Map<Tenant, Usage> usage() {
        Map<Tenant, EnumMap<Meter, Long>> ofRules = ofRules();
        long now = clock.millis();
        return Stream.concat(tenants.keySet().stream(), ofRules.keySet().stream())
                .distinct()
                .collect(Collectors.toUnmodifiableMap(tenant -> tenant, tenant -> {
                    EnumMap<Meter, Long> amounts = ofRules.getOrDefault(tenant, new EnumMap<Meter, Long>(Meter.class));
                    Counters counters = tenants.get(tenant);
                    if (counters != null) {
                        for (Meter meter : Meter.values()) {
                            amounts.merge(meter, counters.sum(meter), Long::sum);
                        }
                        amounts.put(Meter.CONNECTION_MILLIS, counters.connectionMillis(now));
                    }
                    return Usage.of(amounts);
                }));
    }

    private Map<Tenant, EnumMap<Meter, Long>> ofRules() {
        Map<Tenant, EnumMap<Meter, Long>> sums = new HashMap<>();
        rules.snapshot().forEach((key, count) -> {
            EnumMap<Meter, Long> amounts = sums.computeIfAbsent(key.tenant(), _ -> new EnumMap<>(Meter.class));
            switch (key.metric()) {
                case "TopicMatch" -> amounts.merge(Meter.RULES_TRIGGERED, count, Long::sum);
                case "ParseError", "EvaluationFailed", "RuleMessageThrottled", "RuleNotFound" ->
                    amounts.merge(Meter.RULE_ERRORS, count, Long::sum);
                case "Success", "ErrorActionSuccess" -> amounts.merge(Meter.ACTIONS, count, Long::sum);
                case "Failure", "ErrorActionFailure" -> {
                    amounts.merge(Meter.ACTIONS, count, Long::sum);
                    amounts.merge(Meter.ACTION_FAILURES, count, Long::sum);
                }
                default -> {
                    // Counted for Prometheus only.
                }
            }
        });
        return sums;
    }

    /** The moment of a reading, for whoever keeps it. */
    Instant now() {
        return clock.instant();
    }
}
