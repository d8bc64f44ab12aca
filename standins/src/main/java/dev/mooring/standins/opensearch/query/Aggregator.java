package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.Dates;
import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.NumericUtils;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Aggregations over the documents that were found. */
public final class Aggregator {
    /** As {@code search.max_buckets}. */
    static final int MAX_BUCKETS = 65_535;

    private static final DateTimeFormatter ISO = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int MONTHS_OF_A_QUARTER = 3;

    private final ColumnReader columns;
    private int buckets;

    public Aggregator(List<LeafReaderContext> leaves) {
        this.columns = new ColumnReader(leaves);
    }

    /** The documents of a bucket, in ascending order, each once. */
    private static final class Documents {
        private int[] numbers = new int[8];
        private int count;

        void add(int number) {
            if (count > 0 && numbers[count - 1] == number) {
                return;
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, count * 2);
            }
            numbers[count++] = number;
        }

        int count() {
            return count;
        }

        int[] toArray() {
            return Arrays.copyOf(numbers, count);
        }
    }

    /** @param documents in ascending order */
    public ObjectNode all(Map<String, Aggregation> aggregations, int[] documents) throws IOException {
        ObjectNode results = Json.MAPPER.createObjectNode();
        for (Map.Entry<String, Aggregation> entry : aggregations.entrySet()) {
            results.set(
                    entry.getKey(),
                    switch (entry.getValue()) {
                        case Aggregation.Metric metric -> metric(metric, documents);
                        case Aggregation.Terms terms -> terms(terms, documents);
                        case Aggregation.DateHistogram histogram -> histogram(histogram, documents);
                    });
        }
        return results;
    }

    private static double number(FieldType type, long value) {
        return type.kind() == FieldType.Kind.FLOATING ? NumericUtils.sortableLongToDouble(value) : value;
    }

    private ObjectNode metric(Aggregation.Metric metric, int[] documents) throws IOException {
        DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
        Set<Object> different = new HashSet<>();
        FieldType type = metric.type().orElse(FieldType.LONG);
        if (type.kind() == FieldType.Kind.KEYWORD) {
            columns.texts(documents, metric.field(), (document, value) -> {
                statistics.accept(0);
                different.add(value);
            });
        } else {
            columns.numbers(documents, metric.field(), (document, value) -> {
                statistics.accept(number(type, value));
                different.add(value);
            });
        }
        ObjectNode result = Json.MAPPER.createObjectNode();
        switch (metric.kind()) {
            case AVG -> value(result, "value", statistics.getAverage(), statistics, type);
            case MIN -> value(result, "value", statistics.getMin(), statistics, type);
            case MAX -> value(result, "value", statistics.getMax(), statistics, type);
            case SUM -> result.put("value", statistics.getSum());
            case VALUE_COUNT -> result.put("value", statistics.getCount());
            case CARDINALITY -> result.put("value", different.size());
            case STATS -> {
                result.put("count", statistics.getCount());
                value(result, "min", statistics.getMin(), statistics, type);
                value(result, "max", statistics.getMax(), statistics, type);
                value(result, "avg", statistics.getAverage(), statistics, type);
                result.put("sum", statistics.getSum());
            }
        }
        return result;
    }

    private static void value(
            ObjectNode result, String name, double value, DoubleSummaryStatistics statistics, FieldType type) {
        if (statistics.getCount() == 0) {
            result.putNull(name);
            return;
        }
        result.put(name, value);
        if (type == FieldType.DATE) {
            result.put(name + "_as_string", ISO.format(Instant.ofEpochMilli((long) value)));
        }
    }

    private void count(int more) {
        buckets += more;
        if (buckets > MAX_BUCKETS) {
            throw new SearchException(
                    400,
                    "too_many_buckets_exception",
                    "Trying to create too many buckets. Must be less than or equal to: [" + MAX_BUCKETS + "]");
        }
    }

    private ObjectNode terms(Aggregation.Terms terms, int[] documents) throws IOException {
        FieldType type = terms.type().orElse(FieldType.KEYWORD);
        return type == FieldType.KEYWORD
                ? terms(terms, type, texts(terms.field(), documents))
                : terms(terms, type, numbers(terms.field(), documents));
    }

    private Map<String, Documents> texts(String field, int[] documents) throws IOException {
        TreeMap<String, Documents> found = new TreeMap<>();
        columns.texts(documents, field, (document, value) -> found.computeIfAbsent(value, v -> new Documents())
                .add(document));
        return found;
    }

    private Map<Long, Documents> numbers(String field, int[] documents) throws IOException {
        TreeMap<Long, Documents> found = new TreeMap<>();
        columns.numbers(documents, field, (document, value) -> found.computeIfAbsent(value, v -> new Documents())
                .add(document));
        return found;
    }

    private <K extends Comparable<K>> ObjectNode terms(Aggregation.Terms terms, FieldType type, Map<K, Documents> found)
            throws IOException {
        Comparator<Map.Entry<K, Documents>> byKey = Map.Entry.comparingByKey();
        Comparator<Map.Entry<K, Documents>> byCount =
                Comparator.comparingInt(entry -> entry.getValue().count());
        Comparator<Map.Entry<K, Documents>> order = terms.byKey() ? byKey : byCount;
        List<Map.Entry<K, Documents>> sorted = found.entrySet().stream()
                .filter(entry -> entry.getValue().count() >= terms.minDocCount())
                .sorted((terms.ascending() ? order : order.reversed()).thenComparing(byKey))
                .toList();
        List<Map.Entry<K, Documents>> shown = sorted.subList(0, Math.min(terms.size(), sorted.size()));
        count(shown.size());
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("doc_count_error_upper_bound", 0);
        result.put(
                "sum_other_doc_count",
                sorted.stream()
                        .skip(shown.size())
                        .mapToInt(entry -> entry.getValue().count())
                        .sum());
        ArrayNode array = result.putArray("buckets");
        for (Map.Entry<K, Documents> entry : shown) {
            ObjectNode bucket = array.addObject();
            key(bucket, type, entry.getKey());
            bucket.put("doc_count", entry.getValue().count());
            bucket.setAll(all(terms.below(), entry.getValue().toArray()));
        }
        return result;
    }

    private static void key(ObjectNode bucket, FieldType type, Object key) {
        switch (key) {
            case Long number when type.kind() == FieldType.Kind.FLOATING -> bucket.put("key", number(type, number));
            case Long number -> {
                bucket.put("key", number);
                if (type == FieldType.BOOLEAN) {
                    bucket.put("key_as_string", number == 0 ? "false" : "true");
                } else if (type == FieldType.DATE) {
                    bucket.put("key_as_string", ISO.format(Instant.ofEpochMilli(number)));
                }
            }
            default -> bucket.put("key", key.toString());
        }
    }

    private ObjectNode histogram(Aggregation.DateHistogram histogram, int[] documents) throws IOException {
        TreeMap<Long, Documents> found = new TreeMap<>();
        columns.numbers(documents, histogram.field(), (document, value) -> found.computeIfAbsent(
                        floor(histogram.interval(), value), v -> new Documents())
                .add(document));
        if (histogram.minDocCount() == 0 && !found.isEmpty()) {
            long last = found.lastKey();
            int filled = 0;
            for (long key = found.firstKey(); key < last; key = next(histogram.interval(), key)) {
                found.computeIfAbsent(key, k -> new Documents());
                if (++filled > MAX_BUCKETS) {
                    break;
                }
            }
        }
        found.values().removeIf(bucket -> bucket.count() < histogram.minDocCount());
        count(found.size());
        ObjectNode result = Json.MAPPER.createObjectNode();
        ArrayNode array = result.putArray("buckets");
        for (Map.Entry<Long, Documents> entry : found.entrySet()) {
            ObjectNode bucket = array.addObject();
            bucket.put("key_as_string", ISO.format(Instant.ofEpochMilli(entry.getKey())));
            bucket.put("key", entry.getKey());
            bucket.put("doc_count", entry.getValue().count());
            bucket.setAll(all(histogram.below(), entry.getValue().toArray()));
        }
        return result;
    }

    private static long floor(Aggregation.Interval interval, long millis) {
        return switch (interval) {
            case Aggregation.Interval.Fixed fixed -> Math.floorDiv(millis, fixed.millis()) * fixed.millis();
            case Aggregation.Interval.Calendar calendar -> {
                ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
                ZonedDateTime begin = Dates.floor(time, calendar.unit() == 'q' ? 'M' : calendar.unit());
                yield (calendar.unit() == 'q'
                                ? begin.minusMonths((begin.getMonthValue() - 1L) % MONTHS_OF_A_QUARTER)
                                : begin)
                        .toInstant()
                        .toEpochMilli();
            }
        };
    }

    private static long next(Aggregation.Interval interval, long millis) {
        return switch (interval) {
            case Aggregation.Interval.Fixed fixed -> millis + fixed.millis();
            case Aggregation.Interval.Calendar calendar -> {
                ZonedDateTime time = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
                ZonedDateTime next =
                        switch (calendar.unit()) {
                            case 'y' -> time.plusYears(1);
                            case 'q' -> time.plusMonths(MONTHS_OF_A_QUARTER);
                            case 'M' -> time.plusMonths(1);
                            case 'w' -> time.plusWeeks(1);
                            case 'd' -> time.plusDays(1);
                            case 'h' -> time.plusHours(1);
                            case 'm' -> time.plusMinutes(1);
                            default -> time.plusSeconds(1);
                        };
                yield next.toInstant().toEpochMilli();
            }
        };
    }
}
