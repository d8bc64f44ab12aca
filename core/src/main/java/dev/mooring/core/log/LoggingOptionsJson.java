package dev.mooring.core.log;

import dev.mooring.core.log.LoggingOptions.EventConfiguration;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The form in which options are stored. */
public final class LoggingOptionsJson {
    private LoggingOptionsJson() {}

    public static String write(LoggingOptions options) {
        ObjectNode json = JsonMapper.shared()
                .createObjectNode()
                .put("roleArn", options.roleArn())
                .put("defaultLevel", options.defaultLevel().name())
                .put("allDisabled", options.allDisabled());
        ObjectNode events = json.putObject("events");
        options.events().forEach((type, configuration) -> {
            ObjectNode event = events.putObject(type);
            configuration.level().ifPresent(level -> event.put("level", level.name()));
            configuration.destination().ifPresent(name -> event.put("destination", name));
        });
        ArrayNode levels = json.putArray("levels");
        options.levels().forEach((target, level) -> levels.addObject()
                .put("type", target.type().name())
                .put("name", target.name())
                .put("level", level.name()));
        return json.toString();
    }

    /** @param json as {@link #write} made it */
    public static LoggingOptions read(String json) {
        JsonNode root = JsonMapper.shared().readTree(json);
        Map<String, EventConfiguration> events = new HashMap<>();
        for (Map.Entry<String, JsonNode> event : root.get("events").properties()) {
            events.put(
                    event.getKey(),
                    new EventConfiguration(
                            event.getValue().path("level").asStringOpt().map(LogLevel::valueOf),
                            event.getValue().path("destination").asStringOpt()));
        }
        SortedMap<LogTarget, LogLevel> levels = new TreeMap<>();
        for (JsonNode level : root.get("levels")) {
            levels.put(
                    new LogTarget(
                            LogTarget.Type.valueOf(level.get("type").asString()),
                            level.get("name").asString()),
                    LogLevel.valueOf(level.get("level").asString()));
        }
        return new LoggingOptions(
                root.get("roleArn").asString(),
                LogLevel.valueOf(root.get("defaultLevel").asString()),
                root.get("allDisabled").asBoolean(),
                events,
                levels);
    }
}
