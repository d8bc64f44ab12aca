package dev.mooring.rules.record;

import dev.mooring.broker.PublishTap;
import dev.mooring.core.Tenant;
import dev.mooring.core.message.Message;
import dev.mooring.core.topic.MultiLevelWildcard;
import dev.mooring.core.topic.TopicFilter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the latest messages of the topic filters it is told to record, in memory, until it is told to forget them or the
 * server ends. A message may be in several recordings. What is not recorded costs one look at a map.
 */
public final class MessageRecorder implements PublishTap {
    private final RecorderLimits limits;
    private final MultiLevelWildcard multiLevel;
    private final InstantSource clock;
    /** By filter; the maps are replaced and never changed, so that publishers read without waiting. */
    private volatile Map<Tenant, Map<String, Recording>> tenants = Map.of();

    /** @param multiLevel whether {@code a/#} matches {@code a} */
    public MessageRecorder(RecorderLimits limits, MultiLevelWildcard multiLevel, InstantSource clock) {
        this.limits = limits;
        this.multiLevel = multiLevel;
        this.clock = clock;
    }

    @Override
    public void published(Message message) {
        Map<String, Recording> recordings = tenants.get(message.tenant());
        if (recordings == null) {
            return;
        }
        for (Recording recording : recordings.values()) {
            if (recording.filter().matches(message.topic(), multiLevel)) {
                recording.add(message);
            }
        }
    }

    /**
     * Begins to record; a stopped recording of the same filter is replaced.
     *
     * @param maxMessages to keep
     * @param maxBytes they may take, the bookkeeping of about 256 bytes a message included
     * @param lease it is forgotten when nobody has looked at its messages for so long; empty to keep it until it is forgotten
     */
    public synchronized RecordingStatus start(
            Tenant tenant, TopicFilter filter, int maxMessages, long maxBytes, Optional<Duration> lease)
            throws RecordingRefusedException {
        forgetLeftBehind();
        if (maxMessages < 1 || maxMessages > limits.messages()) {
            throw new RecordingRefusedException("A recording keeps 1 to " + limits.messages() + " messages.");
        }
        if (maxBytes < 1) {
            throw new RecordingRefusedException("A recording needs room for at least one byte.");
        }
        Map<String, Recording> recordings = new TreeMap<>(of(tenant));
        Recording before = recordings.get(filter.text());
        if (before != null && before.status().running()) {
            throw new RecordingRefusedException("'" + filter + "' is being recorded already; stop it first.");
        }
        recordings.remove(filter.text());
        if (recordings.size() >= limits.recordings()) {
            throw new RecordingRefusedException("There are " + recordings.size() + " recordings already; the limit is "
                    + limits.recordings() + ". Forget one first.");
        }
        long granted = granted() - (before == null ? 0 : before.maxBytes());
        if (granted + maxBytes > limits.bytes()) {
            throw new RecordingRefusedException("All recordings together may take " + limits.bytes() + " bytes, "
                    + granted + " of which are granted to others; ask for less or forget one.");
        }
        Recording recording = new Recording(filter, clock.instant(), maxMessages, maxBytes, lease);
        recordings.put(filter.text(), recording);
        put(tenant, recordings);
        return recording.status();
    }

    /** Recordings of all tenants: their room is needed. */
    private synchronized void forgetLeftBehind() {
        Instant now = clock.instant();
        tenants.forEach((tenant, recordings) -> recordings.forEach((filter, recording) -> {
            if (recording.isOver(now)) {
                forget(tenant, filter);
            }
        }));
    }

    private long granted() {
        return tenants.values().stream()
                .flatMap(recordings -> recordings.values().stream())
                .mapToLong(Recording::maxBytes)
                .sum();
    }

    /** Takes no more messages; those it has stay. Empty if there is no such recording. */
    public Optional<RecordingStatus> stop(Tenant tenant, String filter) {
        Optional<Recording> recording = find(tenant, filter);
        recording.ifPresent(Recording::stop);
        return recording.map(Recording::status);
    }

    /** Ends a recording and drops what it has; false if there is none. */
    public synchronized boolean forget(Tenant tenant, String filter) {
        Map<String, Recording> recordings = new TreeMap<>(of(tenant));
        Recording forgotten = recordings.remove(filter);
        put(tenant, recordings);
        return forgotten != null;
    }

    /** By filter, in alphabetical order. */
    public List<RecordingStatus> recordings(Tenant tenant) {
        forgetLeftBehind();
        return of(tenant).values().stream().map(Recording::status).toList();
    }

    /** The latest messages of a recording, the oldest of them first; empty if there is no such recording. */
    public Optional<List<Message>> latest(Tenant tenant, String filter, int most) {
        forgetLeftBehind();
        return find(tenant, filter).map(recording -> recording.latest(most, clock.instant()));
    }

    private Optional<Recording> find(Tenant tenant, String filter) {
        return Optional.ofNullable(of(tenant).get(filter));
    }

    private Map<String, Recording> of(Tenant tenant) {
        return tenants.getOrDefault(tenant, Map.of());
    }

    private void put(Tenant tenant, Map<String, Recording> recordings) {
        Map<Tenant, Map<String, Recording>> changed = new HashMap<>(tenants);
        if (recordings.isEmpty()) {
            changed.remove(tenant);
        } else {
            changed.put(tenant, recordings);
        }
        tenants = Map.copyOf(changed);
    }
}
