package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each event on one line and remembers the last few of each client, and of each address for those that never
 * said who they are. Both are bounded: the clients longest without an event are forgotten first.
 */
public final class RecentEvents implements EventLog {
    private static final Logger LOG = LoggerFactory.getLogger("mooring.clients");

    private final int eventsPerClient;
    private final Map<Key, ArrayDeque<ClientEvent>> recent;

    /** @param clients how many clients (and addresses) are remembered */
    public RecentEvents(int clients, int eventsPerClient) {
        this.eventsPerClient = eventsPerClient;
        this.recent = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, ArrayDeque<ClientEvent>> eldest) {
                return size() > clients;
            }
        };
    }

    @Override
    public void record(ClientEvent event) {
        String line = "{} client='{}' principal={} address={} connection={}: {}";
        Object[] values = {
            event.kind(),
            printable(event.clientId()),
            event.principalId(),
            event.address(),
            event.connectionId(),
            printable(event.reason().text())
        };
        if (event.reason() instanceof Reason.ServerError) {
            LOG.error(line, values);
        } else if (isExpected(event)) {
            LOG.info(line, values);
        } else {
            LOG.warn(line, values);
        }
        synchronized (recent) {
            ArrayDeque<ClientEvent> events = recent.computeIfAbsent(Key.of(event), k -> new ArrayDeque<>(4));
            if (events.size() == eventsPerClient) {
                events.poll();
            }
            events.add(event);
        }
    }

    /** A client's events, oldest first. */
    public List<ClientEvent> of(Tenant tenant, String clientId) {
        return events(new Key(Optional.of(tenant), clientId));
    }

    /** The events of a principal under whatever client id, oldest first. Looks at all that is remembered. */
    public List<ClientEvent> ofPrincipal(Tenant tenant, String principalId) {
        return where(event ->
                event.principalId().equals(principalId) && event.tenant().equals(Optional.of(tenant)));
    }

    /** The latest events of all clients of a tenant and of those that never said whose they are, oldest first. */
    public List<ClientEvent> latest(Tenant tenant, int limit) {
        List<ClientEvent> all =
                where(event -> event.tenant().isEmpty() || event.tenant().equals(Optional.of(tenant)));
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    private List<ClientEvent> where(Predicate<ClientEvent> wanted) {
        synchronized (recent) {
            return recent.values().stream()
                    .flatMap(ArrayDeque::stream)
                    .filter(wanted)
                    .sorted(Comparator.comparingLong(ClientEvent::timeMillis))
                    .toList();
        }
    }

    /** Events of connections from an address (without port) that were never identified, oldest first. */
    public List<ClientEvent> ofUnknownAt(String sourceIp) {
        return events(new Key(Optional.empty(), sourceIp));
    }

    private List<ClientEvent> events(Key key) {
        synchronized (recent) {
            ArrayDeque<ClientEvent> events = recent.get(key);
            return events == null ? List.of() : List.copyOf(events);
        }
    }

    private static boolean isExpected(ClientEvent event) {
        return switch (event.reason()) {
            case Reason.ClientDisconnected d -> true;
            case Reason.ConnectionLost l -> true;
            case Reason.ServerShutdown s -> true;
            default -> false;
        };
    }

    /** A client chooses its id and topics: control characters must not forge log lines. */
    private static String printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return text.replaceAll("\\p{Cntrl}", "?");
            }
        }
        return text;
    }

    /** Tenant and client id, or nothing and an address. */
    private record Key(Optional<Tenant> tenant, String name) {
        static Key of(ClientEvent event) {
            if (event.tenant().isPresent() && !event.clientId().isEmpty()) {
                return new Key(event.tenant(), event.clientId());
            }
            int port = event.address().lastIndexOf(':');
            return new Key(
                    Optional.empty(),
                    port < 0 ? event.address() : event.address().substring(0, port));
        }
    }
}
