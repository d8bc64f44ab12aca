package dev.mooring.standins.salesforce;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.Sequence;
import dev.mooring.standins.StandInPorts;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetLogEntry;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Streams and their events. A stream belongs to the token that it was first used with; of tokens only a hash is kept. */
final class InputStreams {
    static final String KIND = "salesforce.stream";
    /** Of one stream; the oldest go first. */
    static final int MAX_EVENTS = 10_000;
    /** Of one account and region. */
    static final int MAX_STREAMS = 1000;

    private final StandInPorts ports;
    private final Sequence sequence;

    InputStreams(StandInPorts ports) {
        this.ports = ports;
        this.sequence = new Sequence(ports.clock());
    }

    private record Stored(String tokenHash, long events) {}

    /** What came of a call. */
    enum Outcome {
        DONE,
        OTHER_TOKEN,
        NO_STREAM,
        TOO_MANY_STREAMS
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String log(String stream) {
        return "salesforce/" + stream;
    }

    private static Optional<Stored> find(Tables tables, Tenant tenant, String stream) {
        return tables.targetResources(tenant)
                .find(KIND, stream)
                .map(resource -> Json.read(resource.body(), Stored.class));
    }

    /** When this returns the event survives {@code kill -9}. */
    Outcome append(Tenant tenant, String stream, String token, String event, Instant now) {
        String hash = hash(token);
        return ports.store().write(tables -> {
            Optional<Stored> present = find(tables, tenant, stream);
            if (present.filter(stored -> !stored.tokenHash().equals(hash)).isPresent()) {
                return Outcome.OTHER_TOKEN;
            }
            if (present.isEmpty()
                    && tables.targetResources(tenant).all(KIND, "").size() >= MAX_STREAMS) {
                return Outcome.TOO_MANY_STREAMS;
            }
            long events = present.map(Stored::events).orElse(0L) + 1;
            if (events > MAX_EVENTS) {
                tables.targetLog(tenant).after(log(stream), -1, 1).forEach(oldest -> tables.targetLog(tenant)
                        .delete(log(stream), oldest.position()));
                events = MAX_EVENTS;
            }
            tables.targetResources(tenant)
                    .put(new TargetResource(KIND, stream, Json.write(new Stored(hash, events)), now));
            tables.targetLog(tenant).append(log(stream), new TargetLogEntry(sequence.next(), now, event));
            return Outcome.DONE;
        });
    }

    /** @param events oldest first; empty when the outcome is not DONE */
    record Read(Outcome outcome, List<TargetLogEntry> events) {}

    /** @param after the position of the last event that is known; -1 for none */
    Read read(Tenant tenant, String stream, String token, long after, int limit) {
        return ports.store().read(tables -> {
            Outcome outcome = check(tables, tenant, stream, token);
            return new Read(
                    outcome,
                    outcome == Outcome.DONE ? tables.targetLog(tenant).after(log(stream), after, limit) : List.of());
        });
    }

    Outcome delete(Tenant tenant, String stream, String token) {
        return ports.store().write(tables -> {
            Outcome outcome = check(tables, tenant, stream, token);
            if (outcome == Outcome.DONE) {
                tables.targetResources(tenant).delete(KIND, stream);
                tables.targetLog(tenant).deleteAll(log(stream));
            }
            return outcome;
        });
    }

    private static Outcome check(Tables tables, Tenant tenant, String stream, String token) {
        return find(tables, tenant, stream)
                .map(stored -> stored.tokenHash().equals(hash(token)) ? Outcome.DONE : Outcome.OTHER_TOKEN)
                .orElse(Outcome.NO_STREAM);
    }
}
