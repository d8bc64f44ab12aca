package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.SortedNumericSelector;
import org.apache.lucene.search.SortedNumericSortField;
import org.apache.lucene.search.SortedSetSelector;
import org.apache.lucene.search.SortedSetSortField;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The order of hits. Documents without a value come last, whatever the direction; of several values the smallest counts
 * when ascending, the greatest when descending.
 */
public record Sorting(List<SortField> fields) {
    private static final String TEXT_REFUSAL = "Text fields are not optimised for operations that require per-document"
            + " field data like aggregations and sorting, so these operations are disabled by default. Please use a"
            + " keyword field instead: ";

    /** Without fields: the best match first. */
    public boolean isByScore() {
        return fields.isEmpty();
    }

    public Sort lucene() {
        return new Sort(fields.toArray(SortField[]::new));
    }

    /** @param json of {@code sort}: a field, an object, or an array of them */
    public static Sorting read(JsonNode json, Mapping mapping) {
        List<SortField> fields = new ArrayList<>();
        List<JsonNode> keys =
                json.isArray() ? json.valueStream().toList() : json.isMissingNode() ? List.of() : List.of(json);
        for (JsonNode key : keys) {
            if (key.isString()) {
                add(key.stringValue(), "", mapping, fields);
            } else if (key.isObject()) {
                for (Map.Entry<String, JsonNode> entry : key.properties()) {
                    add(entry.getKey(), order(entry.getKey(), entry.getValue()), mapping, fields);
                }
            } else {
                throw SearchException.parsing("malformed sort format, must be a field name or an object");
            }
        }
        return new Sorting(fields);
    }

    /** {@code field:desc,other} of the query string. */
    public static Sorting readText(String text, Mapping mapping) {
        ArrayNode keys = Json.MAPPER.createArrayNode();
        for (String part : text.split(",", -1)) {
            int colon = part.lastIndexOf(':');
            if (colon < 0) {
                keys.add(part);
            } else {
                keys.addObject().put(part.substring(0, colon), part.substring(colon + 1));
            }
        }
        return read(keys, mapping);
    }

    private static String order(String field, JsonNode json) {
        if (json.isString()) {
            return json.stringValue();
        }
        QueryReader.only("sort", json, Set.of("order", "unmapped_type", "missing"));
        if (!json.path("missing").asString("_last").equals("_last")) {
            throw SearchException.parsing("[sort] missing of [" + field + "] other than _last is not built here");
        }
        String order = json.path("order").asString("");
        return json.has("unmapped_type") ? order + "?" : order;
    }

    private static void add(String field, String orderText, Mapping mapping, List<SortField> fields) {
        boolean mayBeUnmapped = orderText.endsWith("?");
        String order = mayBeUnmapped ? orderText.substring(0, orderText.length() - 1) : orderText;
        if (!Set.of("", "asc", "desc").contains(order)) {
            throw SearchException.argument("Unknown SortOrder [" + order + "]");
        }
        boolean descending = order.equals("desc");
        switch (field) {
            case "_score" -> {
                fields.add(new SortField(null, SortField.Type.SCORE, order.equals("asc")));
            }
            case "_doc" -> {
                fields.add(new SortField(null, SortField.Type.DOC, descending));
            }
            case "_id" -> {
                SortedSetSortField byId = new SortedSetSortField(Fields.ID, descending);
                fields.add(byId);
            }
            default -> {
                FieldType type = mapping.type(field)
                        .or(() -> mayBeUnmapped ? java.util.Optional.of(FieldType.LONG) : java.util.Optional.empty())
                        .orElseThrow(() -> new SearchException(
                                400,
                                "query_shard_exception",
                                "No mapping found for [" + field + "] in order to sort on"));
                fields.add(field(field, type, descending));
            }
        }
    }

    private static SortField field(String field, FieldType type, boolean descending) {
        return switch (type.kind()) {
            case TEXT -> throw SearchException.argument(TEXT_REFUSAL + "[" + field + "]");
            case KEYWORD ->
                new SortedSetSortField(
                        field,
                        descending,
                        descending ? SortedSetSelector.Type.MAX : SortedSetSelector.Type.MIN,
                        SortField.STRING_LAST);
            case WHOLE -> number(field, SortField.Type.LONG, descending, descending ? Long.MIN_VALUE : Long.MAX_VALUE);
            case FLOATING ->
                number(
                        field,
                        SortField.Type.DOUBLE,
                        descending,
                        descending ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        };
    }

    private static SortField number(String field, SortField.Type type, boolean descending, Object missing) {
        return new SortedNumericSortField(
                field,
                type,
                descending,
                descending ? SortedNumericSelector.Type.MAX : SortedNumericSelector.Type.MIN,
                missing);
    }

    static SearchException noText(String field) {
        return SearchException.argument(TEXT_REFUSAL + "[" + field + "]");
    }

    /** What a hit shows of its place in the order. */
    public ArrayNode values(FieldDoc hit) {
        ArrayNode values = Json.MAPPER.createArrayNode();
        for (Object value : hit.fields) {
            switch (value) {
                case Long number when number == Long.MAX_VALUE || number == Long.MIN_VALUE -> values.addNull();
                case Long number -> values.add(number);
                case Integer number -> values.add(number);
                case Float number -> values.add(number);
                case Double number when Double.isInfinite(number) -> values.addNull();
                case Double number -> values.add(number);
                case BytesRef text -> values.add(text.utf8ToString());
                case null, default -> values.addNull();
            }
        }
        return values;
    }
}
