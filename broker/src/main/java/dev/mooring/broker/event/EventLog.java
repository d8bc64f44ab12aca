package dev.mooring.broker.event;

/** Where refusals, drops and closes are recorded. Safe for threads; event loops call it: must not block or throw. */
@FunctionalInterface
public interface EventLog {
    void record(ClientEvent event);
}
