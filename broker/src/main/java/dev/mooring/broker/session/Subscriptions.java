package dev.mooring.broker.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The filters of one session with the QoS granted for each. Not safe for threads: owned by its session. */
final class Subscriptions {
    private final int limit;
    private @Nullable Map<String, Integer> granted;

    Subscriptions(int limit) {
        this.limit = limit;
    }

    Map<String, Integer> view() {
        return granted == null ? Map.of() : granted;
    }

    SessionState.Subscribed put(String filter, int qos) {
        Map<String, Integer> map = granted;
        if (map == null) {
            map = new LinkedHashMap<>(4);
            granted = map;
        }
        if (map.size() >= limit && !map.containsKey(filter)) {
            return SessionState.Subscribed.TOO_MANY;
        }
        return map.put(filter, qos) == null ? SessionState.Subscribed.NEW : SessionState.Subscribed.REPLACED;
    }

    boolean remove(String filter) {
        return granted != null && granted.remove(filter) != null;
    }

    OptionalInt qos(String filter) {
        Integer qos = view().get(filter);
        return qos == null ? OptionalInt.empty() : OptionalInt.of(qos);
    }
}
