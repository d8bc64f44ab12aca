package dev.mooring.core.log;

import dev.mooring.core.Tenant;

/** Where entries go. Safe for threads; event loops call it: must not block or throw. */
public interface LogSink {
    /** Wants nothing. */
    LogSink NONE = new LogSink() {
        @Override
        public boolean mayWant(Tenant tenant, LogLevel level) {
            return false;
        }

        @Override
        public void write(LogEntry entry) {}
    };

    /** Whether it is worth making an entry of that level. Asked for every message. */
    boolean mayWant(Tenant tenant, LogLevel level);

    /** Takes an entry, or leaves it if nobody wants it after all. */
    void write(LogEntry entry);
}
