package dev.mooring.api.iot;

import dev.mooring.core.log.LogLevel;
import dev.mooring.core.log.LoggingOptions;
import dev.mooring.core.log.LoggingOptions.EventConfiguration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.iot.model.LogEventConfiguration;

/** Configurations of single types of events, between the wire and the options. */
final class LogEvents {
    /** What this server logs. */
    static final List<String> TYPES = List.of(
            "Connect",
            "Disconnect",
            "Publish-In",
            "Subscribe",
            "RuleMatch",
            "StartingRuleExecution",
            "RuleExecution",
            "RuleNotFound",
            "RuleMessageThrottled",
            "FunctionExecution");

    private LogEvents() {}

    static Map<String, EventConfiguration> read(List<LogEventConfiguration> events) {
        Map<String, EventConfiguration> read = new LinkedHashMap<>();
        for (LogEventConfiguration event : events) {
            EventConfiguration configuration = new EventConfiguration(
                    Optional.ofNullable(event.logLevelAsString()).map(LogLevel::valueOf),
                    Optional.ofNullable(event.logDestination()));
            if (read.put(event.eventType(), configuration) != null) {
                throw Refusal.invalidRequest("The event type " + event.eventType() + " is configured twice");
            }
        }
        return read;
    }

    /** @param all with the types that have no configuration, as what is in force for them */
    static List<LogEventConfiguration> write(LoggingOptions options, boolean all) {
        Map<String, LogEventConfiguration> written = new TreeMap<>();
        if (all) {
            for (String type : TYPES) {
                written.put(
                        type,
                        LogEventConfiguration.builder()
                                .eventType(type)
                                .logLevel(options.defaultLevel().name())
                                .logDestination(LoggingOptions.DEFAULT_DESTINATION)
                                .build());
            }
        }
        options.events().forEach((type, configuration) -> {
            LogEventConfiguration.Builder event =
                    LogEventConfiguration.builder().eventType(type);
            Optional<LogLevel> level =
                    configuration.level().or(() -> all ? Optional.of(options.defaultLevel()) : Optional.empty());
            level.ifPresent(own -> event.logLevel(own.name()));
            Optional<String> destination = configuration
                    .destination()
                    .or(() -> all ? Optional.of(options.destination(type)) : Optional.empty());
            destination.ifPresent(event::logDestination);
            written.put(type, event.build());
        });
        return new ArrayList<>(written.values());
    }
}
