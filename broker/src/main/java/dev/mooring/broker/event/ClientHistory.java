package dev.mooring.broker.event;

import dev.mooring.core.Tenant;
import java.util.List;

/** What is remembered of clients. Safe for threads. */
@FunctionalInterface
public interface ClientHistory {
    /** A client's events, oldest first. */
    List<ClientEvent> of(Tenant tenant, String clientId);
}
