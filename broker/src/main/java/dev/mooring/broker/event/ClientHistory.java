package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import java.util.List;
import java.util.function.Predicate;

/** What is remembered of clients. Safe for threads. */
public interface ClientHistory {
    /** A client's events, oldest first. */
    List<ClientEvent> of(Tenant tenant, String clientId);

    /** The latest refusals, drops and unexpected ends that are wanted, of all clients, oldest first. */
    List<ClientEvent> troubles(Predicate<ClientEvent> wanted);
}
