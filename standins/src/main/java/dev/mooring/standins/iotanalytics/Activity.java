package dev.mooring.standins.iotanalytics;

import dev.mooring.api.ApiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A step of a pipeline.
 *
 * @see <a href="https://docs.aws.amazon.com/iotanalytics/latest/userguide/pipeline-activities.html">AWS: pipeline
 *     activities</a>
 */
sealed interface Activity {
    record FromChannel(String channel) implements Activity {}

    record IntoDatastore(String datastore) implements Activity {}

    /** @param sources the path of an attribute, and the name of its copy */
    record AddAttributes(Map<String, String> sources) implements Activity {}

    record RemoveAttributes(List<String> paths) implements Activity {}

    record SelectAttributes(List<String> paths) implements Activity {}

    record Filter(Expression condition) implements Activity {}

    record Calculate(String attribute, Expression expression) implements Activity {}

    /** @param batchSize messages an invocation */
    record Lambda(String function, int batchSize) implements Activity {}

    /**
     * @param wire for example <code>{"filter": {"name": …, "filter": …}}</code>
     * @throws ApiException InvalidRequestException for what is wrong or not built
     */
    static Activity parse(Map<?, ?> wire) {
        if (wire.size() != 1) {
            throw Definitions.invalid("A pipeline activity has exactly one type.");
        }
        Map.Entry<?, ?> only = wire.entrySet().iterator().next();
        String type = String.valueOf(only.getKey());
        Map<?, ?> of = only.getValue() instanceof Map<?, ?> map ? map : Map.of();
        return switch (type) {
            case "channel" -> new FromChannel(text(of, "channelName"));
            case "datastore" -> new IntoDatastore(text(of, "datastoreName"));
            case "addAttributes" ->
                new AddAttributes(texts(of.get("attributes") instanceof Map<?, ?> m ? m : Map.of()));
            case "removeAttributes" -> new RemoveAttributes(list(of));
            case "selectAttributes" -> new SelectAttributes(list(of));
            case "filter" -> new Filter(Expression.condition(text(of, "filter")));
            case "math" -> new Calculate(text(of, "attribute"), Expression.value(text(of, "math")));
            case "lambda" ->
                new Lambda(text(of, "lambdaName"), of.get("batchSize") instanceof Number size ? size.intValue() : 1);
            default -> throw Definitions.invalid("The pipeline activity " + type + " is not built here.");
        };
    }

    private static String text(Map<?, ?> of, String member) {
        return of.get(member) instanceof String text ? text : "";
    }

    private static List<String> list(Map<?, ?> of) {
        List<String> paths = new ArrayList<>();
        if (of.get("attributes") instanceof List<?> list) {
            list.forEach(each -> paths.add(String.valueOf(each)));
        }
        return List.copyOf(paths);
    }

    private static Map<String, String> texts(Map<?, ?> map) {
        Map<String, String> texts = new LinkedHashMap<>();
        map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        return texts;
    }
}
