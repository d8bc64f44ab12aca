package dev.mooring.server.log;

import dev.mooring.core.log.LogEntry;
import dev.mooring.core.log.LoggingOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes entries that somebody wants. Must not block or throw. */
@FunctionalInterface
public interface LogOutput {
    /** @param destination the name of a log group of the entry's account */
    void write(String destination, LogEntry entry);

    /**
     * To the server's own log, an entry a line, by the logger {@code AWSIotLogsV2}. Always at the level INFO: the account
     * has decided already, by the level of the entry, that it wants it.
     */
    static LogOutput toServerLog() {
        Logger log = LoggerFactory.getLogger(LoggingOptions.DEFAULT_DESTINATION);
        return (destination, entry) -> {
            if (destination.equals(LoggingOptions.DEFAULT_DESTINATION)) {
                log.info("{}", entry.json());
            } else {
                log.info("{} {}", destination, entry.json());
            }
        };
    }
}
