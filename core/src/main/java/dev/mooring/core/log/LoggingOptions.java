package dev.mooring.core.log;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an account wants logged.
 *
 * @param roleArn as given; nothing depends on it here
 * @param events what differs for single types of events
 * @param levels what differs for single clients, principals and addresses
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/configure-logging.html">AWS: configure logging</a>
 */
public record LoggingOptions(
        String roleArn,
        LogLevel defaultLevel,
        boolean allDisabled,
        Map<String, EventConfiguration> events,
        SortedMap<LogTarget, LogLevel> levels) {
    /** Where entries go that no event configuration sends elsewhere. */
    public static final String DEFAULT_DESTINATION = "AWSIotLogsV2";

    /**
     * @param level empty: that of the account and its targets
     * @param destination the name of a log group
     */
    public record EventConfiguration(Optional<LogLevel> level, Optional<String> destination) {}

    public LoggingOptions {
        events = Map.copyOf(events);
        levels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    }

    /** Whether some entry of that level may be wanted: asked before one is made. */
    public boolean mayWant(LogLevel level) {
        return !allDisabled
                && (defaultLevel.includes(level)
                        || levels.values().stream().anyMatch(own -> own.includes(level))
                        || events.values().stream()
                                .anyMatch(event -> event.level().isPresent()
                                        && event.level().get().includes(level)));
    }

    /**
     * Whether an entry is wanted. The level of its event type counts first, then those of its client, principal and
     * address (the most talkative of them, AWS does not say which), then the account's.
     */
    public boolean wants(LogEntry entry) {
        return !allDisabled && level(entry).includes(entry.level());
    }

    private LogLevel level(LogEntry entry) {
        Optional<LogLevel> ofEvent =
                Optional.ofNullable(events.get(entry.eventType())).flatMap(EventConfiguration::level);
        if (ofEvent.isPresent()) {
            return ofEvent.get();
        }
        LogSubject subject = entry.subject();
        Optional<LogLevel> own = Optional.empty();
        own = moreTalkative(own, LogTarget.Type.CLIENT_ID, subject.clientId());
        own = moreTalkative(own, LogTarget.Type.PRINCIPAL_ID, Optional.of(subject.principalId()));
        own = moreTalkative(own, LogTarget.Type.SOURCE_IP, subject.sourceIp());
        return own.orElse(defaultLevel);
    }

    private Optional<LogLevel> moreTalkative(Optional<LogLevel> known, LogTarget.Type type, Optional<String> name) {
        Optional<LogLevel> level = name.map(text -> levels.get(new LogTarget(type, text)));
        return level.isEmpty() || (known.isPresent() && known.get().compareTo(level.get()) >= 0) ? known : level;
    }

    /** The log group that an entry of that type goes to. */
    public String destination(String eventType) {
        return Optional.ofNullable(events.get(eventType))
                .flatMap(EventConfiguration::destination)
                .orElse(DEFAULT_DESTINATION);
    }

    public LoggingOptions withDefaultLevel(LogLevel level) {
        return new LoggingOptions(roleArn, level, allDisabled, events, levels);
    }

    public LoggingOptions with(LogTarget target, LogLevel level) {
        SortedMap<LogTarget, LogLevel> more = new TreeMap<>(levels);
        more.put(target, level);
        return new LoggingOptions(roleArn, defaultLevel, allDisabled, events, more);
    }

    public LoggingOptions without(LogTarget target) {
        SortedMap<LogTarget, LogLevel> fewer = new TreeMap<>(levels);
        fewer.remove(target);
        return new LoggingOptions(roleArn, defaultLevel, allDisabled, events, fewer);
    }
}
