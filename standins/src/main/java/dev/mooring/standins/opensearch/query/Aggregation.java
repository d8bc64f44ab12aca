package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is to be told of all hits. A kind, or a parameter of one, that is not built is refused by name. */
public sealed interface Aggregation {
    int MAX_DEPTH = 5;
    Pattern FIXED = Pattern.compile("(\\d{1,9})(ms|[smhd])");

    /** One number, or a few, over the values of a field. */
    record Metric(Kind kind, String field, Optional<FieldType> type) implements Aggregation {}

    /** Which number. */
    enum Kind {
        AVG,
        MIN,
        MAX,
        SUM,
        VALUE_COUNT,
        STATS,
        CARDINALITY
    }

    /** @param byKey instead of by count */
    record Terms(
            String field,
            Optional<FieldType> type,
            int size,
            int minDocCount,
            boolean byKey,
            boolean ascending,
            Map<String, Aggregation> below)
            implements Aggregation {}

    /** @param minDocCount 0 shows also the empty buckets between others */
    record DateHistogram(String field, Interval interval, int minDocCount, Map<String, Aggregation> below)
            implements Aggregation {}

    /** How long a bucket is. */
    sealed interface Interval {
        record Fixed(long millis) implements Interval {}

        /** @param unit as in date arithmetic: y, M, w, d, h, m, s; q is a quarter */
        record Calendar(char unit) implements Interval {}
    }

    static Map<String, Aggregation> readAll(JsonNode json, Mapping mapping) {
        return readAll(json, mapping, 1);
    }

    private static Map<String, Aggregation> readAll(JsonNode json, Mapping mapping, int depth) {
        if (depth > MAX_DEPTH) {
            throw SearchException.argument("aggregations are nested more than " + MAX_DEPTH + " deep");
        }
        Map<String, Aggregation> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            all.put(entry.getKey(), read(entry.getKey(), entry.getValue(), mapping, depth));
        }
        return all;
    }

    private static Aggregation read(String name, JsonNode json, Mapping mapping, int depth) {
        JsonNode belowJson = json.has("aggs") ? json.path("aggs") : json.path("aggregations");
        Map<String, Aggregation> below = readAll(belowJson, mapping, depth + 1);
        Optional<Map.Entry<String, JsonNode>> found = json.properties().stream()
                .filter(entry -> !Set.of("aggs", "aggregations", "meta").contains(entry.getKey()))
                .findFirst();
        if (found.isEmpty()) {
            throw SearchException.parsing("Missing definition for aggregation [" + name + "]");
        }
        String type = found.get().getKey();
        JsonNode body = found.get().getValue();
        switch (type) {
            case "terms":
                return terms(body, mapping, below);
            case "date_histogram":
                return dateHistogram(body, mapping, below);
            default:
                for (Kind kind : Kind.values()) {
                    if (kind.name().toLowerCase(Locale.ROOT).equals(type)) {
                        return metric(name, kind, body, mapping, below);
                    }
                }
                throw SearchException.parsing("Unknown aggregation type [" + type + "]: it is not built here");
        }
    }

    private static String field(String type, JsonNode body) {
        return QueryReader.required(type, body, "field").asString();
    }

    private static Metric metric(
            String name, Kind kind, JsonNode body, Mapping mapping, Map<String, Aggregation> below) {
        if (!below.isEmpty()) {
            throw SearchException.parsing("Aggregator [" + name + "] cannot accept sub-aggregations");
        }
        String type = kind.name().toLowerCase(Locale.ROOT);
        QueryReader.only(type, body, Set.of("field"));
        String field = field(type, body);
        Optional<FieldType> fieldType = aggregated(field, mapping);
        boolean counts = kind == Kind.VALUE_COUNT || kind == Kind.CARDINALITY;
        if (!counts && fieldType.filter(each -> each == FieldType.KEYWORD).isPresent()) {
            throw SearchException.argument(
                    "Field [" + field + "] of type [keyword] is not supported for aggregation [" + type + "]");
        }
        return new Metric(kind, field, fieldType);
    }

    private static Optional<FieldType> aggregated(String field, Mapping mapping) {
        Optional<FieldType> type = mapping.type(field);
        if (type.filter(each -> each == FieldType.TEXT).isPresent()) {
            throw Sorting.noText(field);
        }
        return type;
    }

    private static Terms terms(JsonNode body, Mapping mapping, Map<String, Aggregation> below) {
        QueryReader.only("terms", body, Set.of("field", "size", "order", "min_doc_count"));
        String field = field("terms", body);
        int size = body.path("size").asInt(10);
        if (size < 1 || size > Aggregator.MAX_BUCKETS) {
            throw SearchException.argument("[size] must be between 1 and " + Aggregator.MAX_BUCKETS);
        }
        int least = body.path("min_doc_count").asInt(1);
        if (least < 1) {
            throw SearchException.argument("[min_doc_count] of terms must be 1 or more here");
        }
        boolean byKey = false;
        boolean ascending = false;
        if (body.has("order")) {
            JsonNode order = body.path("order");
            String key = order.isObject() && order.size() == 1
                    ? order.properties().iterator().next().getKey()
                    : "";
            String direction = order.path(key).asString("");
            if (!Set.of("_count", "_key").contains(key)
                    || !Set.of("asc", "desc").contains(direction)) {
                throw SearchException.parsing("[order] of terms is _count or _key, asc or desc, here");
            }
            byKey = key.equals("_key");
            ascending = direction.equals("asc");
        }
        return new Terms(field, aggregated(field, mapping), size, least, byKey, ascending, below);
    }

    private static DateHistogram dateHistogram(JsonNode body, Mapping mapping, Map<String, Aggregation> below) {
        QueryReader.only(
                "date_histogram",
                body,
                Set.of("field", "fixed_interval", "calendar_interval", "interval", "min_doc_count", "time_zone"));
        String zone = body.path("time_zone").asString("UTC");
        if (!Set.of("UTC", "Z", "+00:00").contains(zone)) {
            throw SearchException.argument("[time_zone] of date_histogram other than UTC is not built here");
        }
        String field = field("date_histogram", body);
        mapping.type(field).filter(type -> type != FieldType.DATE).ifPresent(type -> {
            throw SearchException.argument("Field [" + field + "] of type [" + type.text()
                    + "] is not supported for aggregation [date_histogram]");
        });
        return new DateHistogram(
                field, interval(body), Math.max(0, body.path("min_doc_count").asInt(0)), below);
    }

    private static Interval interval(JsonNode body) {
        if (body.has("calendar_interval")) {
            return calendar(body.path("calendar_interval").asString())
                    .orElseThrow(() -> SearchException.argument("The supplied interval ["
                            + body.path("calendar_interval").asString()
                            + "] could not be parsed as a calendar interval."));
        }
        String text = body.path(body.has("fixed_interval") ? "fixed_interval" : "interval")
                .asString("");
        Optional<Interval> calendar = body.has("fixed_interval") ? Optional.empty() : calendar(text);
        Matcher fixed = FIXED.matcher(text);
        if (calendar.isPresent()) {
            return calendar.get();
        }
        if (!fixed.matches() || Long.parseLong(fixed.group(1)) == 0) {
            throw SearchException.argument("the interval [" + text + "] of date_histogram is none");
        }
        long unit =
                switch (fixed.group(2)) {
                    case "ms" -> 1;
                    case "s" -> 1000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 86_400_000;
                };
        return new Interval.Fixed(Long.parseLong(fixed.group(1)) * unit);
    }

    private static Optional<Interval> calendar(String text) {
        return switch (text) {
            case "second", "1s" -> Optional.of(new Interval.Calendar('s'));
            case "minute", "1m" -> Optional.of(new Interval.Calendar('m'));
            case "hour", "1h" -> Optional.of(new Interval.Calendar('h'));
            case "day", "1d" -> Optional.of(new Interval.Calendar('d'));
            case "week", "1w" -> Optional.of(new Interval.Calendar('w'));
            case "month", "1M" -> Optional.of(new Interval.Calendar('M'));
            case "quarter", "1q" -> Optional.of(new Interval.Calendar('q'));
            case "year", "1y" -> Optional.of(new Interval.Calendar('y'));
            default -> Optional.empty();
        };
    }
}
