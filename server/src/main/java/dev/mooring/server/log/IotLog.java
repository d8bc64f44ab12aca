package dev.mooring.server.log;

import dev.mooring.core.Tenant;
import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LogSink;
import dev.mooring.core.log.LoggingOptions;
import dev.mooring.core.log.LoggingOptionsJson;
import dev.mooring.store.Change;
import dev.mooring.store.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the entries pass that their account wants. Keeps the options of all accounts in memory, as they are in the store;
 * an account without options wants nothing, as at AWS.
 */
public final class IotLog implements LogSink {
    private static final Logger LOG = LoggerFactory.getLogger(IotLog.class);

    private final Store store;
    private final LogOutput output;
    /** Replaced as a whole; written by this only. */
    private volatile Map<Tenant, LoggingOptions> options = Map.of();

    private IotLog(Store store, LogOutput output) {
        this.store = store;
        this.output = output;
    }

    public static IotLog open(Store store, LogOutput output) {
        IotLog log = new IotLog(store, output);
        store.onChange(log::changed);
        store.read(tables -> tables.tenantsWithLoggingOptions()).forEach(log::reload);
        return log;
    }

    private void changed(Change change) {
        if (change.kind() == Change.Kind.LOGGING_OPTIONS) {
            try {
                reload(change.tenant());
            } catch (RuntimeException unreadable) {
                LOG.error("logging of {} goes on as it was before a change", change.tenant(), unreadable);
            }
        }
    }

    private synchronized void reload(Tenant tenant) {
        Optional<String> json =
                store.read(tables -> tables.loggingOptions(tenant).find());
        Map<Tenant, LoggingOptions> all = new HashMap<>(options);
        json.ifPresentOrElse(found -> all.put(tenant, LoggingOptionsJson.read(found)), () -> all.remove(tenant));
        options = Map.copyOf(all);
    }

    @Override
    public boolean mayWant(Tenant tenant, LogLevel level) {
        Map<Tenant, LoggingOptions> now = options;
        if (now.isEmpty()) {
            return false;
        }
        @Nullable LoggingOptions own = now.get(tenant);
        return own != null && own.mayWant(level);
    }

    @Override
    public void write(LogEntry entry) {
        @Nullable LoggingOptions own = options.get(entry.subject().tenant());
        if (own == null || !own.wants(entry)) {
            return;
        }
        try {
            output.write(own.destination(entry.eventType()), entry);
        } catch (RuntimeException broken) {
            LOG.error("an entry of {} could not be written", entry.subject().tenant(), broken);
        }
    }
}
