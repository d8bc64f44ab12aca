package dev.mooring.rules.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was looked up elsewhere, for a while. Bounded: the entry that was not asked for longest makes room. */
final class LookupCache<K, V> {
    private final int capacity;
    private final InstantSource clock;
    /** Guarded by this. */
    private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

    private record Entry<V>(V value, Instant until) {}

    LookupCache(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    /** What was put and is still good. */
    synchronized Optional<V> get(K key) {
        Entry<V> entry = entries.get(key);
        return entry != null && clock.instant().isBefore(entry.until()) ? Optional.of(entry.value()) : Optional.empty();
    }

    /** What was put last, good or not. */
    synchronized Optional<V> stale(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null ? Optional.empty() : Optional.of(entry.value());
    }

    synchronized void put(K key, V value, Duration goodFor) {
        entries.put(key, new Entry<>(value, clock.instant().plus(goodFor)));
        if (entries.size() > capacity) {
            entries.remove(entries.keySet().iterator().next());
        }
    }
}
