package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import dev.mooring.core.reason.Reason;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each event on one line and remembers the last few of each client, of each address for those that never said who
 * they are, and the latest of all. All are bounded: the clients longest without an event are forgotten first, and the
 * log takes 100 lines a second of each kind of event.
 */
public final class RecentEvents implements EventLog, ClientHistory {
    private static final Logger LOG = LoggerFactory.getLogger("mooring.clients");

    /** Of each kind of event. */
    private static final int LINES_PER_SECOND = 100;

    /** How many of the latest refusals, drops and closes are remembered, whoever they concern. */
    static final int TROUBLES = 2000;

    private final int eventsPerClient;
    private final Map<ClientEvent.Kind, LineBudget> budgets = new EnumMap<>(ClientEvent.Kind.class);
    private final Map<Key, ArrayDeque<ClientEvent>> recent;

    /** The latest of all but those who just came and went: where an operator looks who has no client id yet. */
    private final ArrayDeque<ClientEvent> troubles = new ArrayDeque<>();

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
        if (isLogged(event)) {
            log(event);
        }
        synchronized (recent) {
            if (!isExpected(event)) {
                if (troubles.size() == TROUBLES) {
                    troubles.poll();
                }
                troubles.add(event);
            }
            ArrayDeque<ClientEvent> events = recent.computeIfAbsent(Key.of(event), k -> new ArrayDeque<>(4));
            if (events.size() == eventsPerClient) {
                events.poll();
            }
            events.add(event);
        }
    }

    /** Our own faults are always logged. */
    private boolean isLogged(ClientEvent event) {
        if (event.reason() instanceof Reason.ServerError) {
            return true;
        }
        boolean logged;
        long leftOut;
        synchronized (budgets) {
            LineBudget budget = budgets.computeIfAbsent(event.kind(), kind -> new LineBudget(LINES_PER_SECOND));
            logged = budget.take(event.timeMillis());
            leftOut = logged ? budget.leftOut() : 0;
        }
        if (leftOut > 0) {
            LOG.warn("{} more events of the kind {} were not logged", leftOut, event.kind());
        }
        return logged;
    }

    private static void log(ClientEvent event) {
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
    }

    @Override
    public List<ClientEvent> of(Tenant tenant, String clientId) {
        return events(new Key(Optional.of(tenant), clientId));
    }

    /** Events of connections from an address (without port) that were never identified, oldest first. */
    public List<ClientEvent> ofUnknownAt(String sourceIp) {
        return events(new Key(Optional.empty(), sourceIp));
    }

    @Override
    public List<ClientEvent> troubles(Predicate<ClientEvent> wanted) {
        List<ClientEvent> all;
        synchronized (recent) {
            all = List.copyOf(troubles);
        }
        return all.stream().filter(wanted).toList();
    }

    private List<ClientEvent> events(Key key) {
        synchronized (recent) {
            ArrayDeque<ClientEvent> events = recent.get(key);
            return events == null ? List.of() : List.copyOf(events);
        }
    }

    private static boolean isExpected(ClientEvent event) {
        return switch (event.reason()) {
            case Reason.Admitted a -> true;
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
