package dev.mooring.broker;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code versionNumber} of presence events: counts a client id's connections from 0, and begins again after the
 * client was away for about an hour. Safe for threads.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/life-cycle-events.html">AWS: lifecycle events</a>
 */
final class PresenceVersions {
    private static final long REMEMBERED_MILLIS = 3_600_000;

    private final Map<String, Long> connected = new HashMap<>();

    /** In the order of leaving, so that the oldest are first. */
    private final Map<String, Away> away = new LinkedHashMap<>();

    synchronized long connected(String clientId, long nowMillis) {
        forget(nowMillis);
        Away before = away.remove(clientId);
        Long current = connected.get(clientId);
        long version = current != null ? current + 1 : before != null ? before.version + 1 : 0;
        connected.put(clientId, version);
        return version;
    }

    synchronized void disconnected(String clientId, long version, long nowMillis) {
        forget(nowMillis);
        if (connected.remove(clientId, version)) {
            away.put(clientId, new Away(version, nowMillis));
        }
    }

    private void forget(long nowMillis) {
        var oldest = away.values().iterator();
        while (oldest.hasNext() && nowMillis - oldest.next().sinceMillis > REMEMBERED_MILLIS) {
            oldest.remove();
        }
    }

    private record Away(long version, long sinceMillis) {}
}
