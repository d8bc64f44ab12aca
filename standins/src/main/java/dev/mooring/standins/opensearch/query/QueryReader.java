package dev.mooring.standins.opensearch.query;

import dev.mooring.standins.opensearch.mapping.FieldType;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.BytesRef;
import tools.jackson.databind.JsonNode;

/**
 * Queries in OpenSearch's language to Lucene's. A kind of query, or a parameter of one, that is not built is refused by name.
 *
 * @see <a href="https://docs.opensearch.org/latest/query-dsl/">OpenSearch: query DSL</a>
 */
public final class QueryReader {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_TERMS = 65_536;

    private final Mapping mapping;
    private final Fields fields;
    private int depth;

    public QueryReader(Mapping mapping, Instant now) {
        this.mapping = mapping;
        this.fields = new Fields(mapping, now);
    }

    /** @throws SearchException parsing_exception and the like */
    public Query read(JsonNode json) {
        if (++depth > MAX_DEPTH) {
            throw SearchException.argument("The query is nested more than " + MAX_DEPTH + " deep");
        }
        if (!json.isObject() || json.size() != 1) {
            throw SearchException.parsing("a query must be an object with the name of one kind of query");
        }
        Map.Entry<String, JsonNode> entry = json.properties().iterator().next();
        JsonNode body = entry.getValue();
        Query query =
                switch (entry.getKey()) {
                    case "match_all" -> boosted(MatchAllDocsQuery.INSTANCE, only("match_all", body, Set.of("boost")));
                    case "match_none" -> MatchNoDocsQuery.INSTANCE;
                    case "match" -> match(body);
                    case "match_phrase" -> field("match_phrase", body, "query", Set.of(), fields::phrase);
                    case "term" -> field("term", body, "value", Set.of(), fields::term);
                    case "terms" -> terms(body);
                    case "range" -> range(body);
                    case "bool" -> bool(body);
                    case "exists" ->
                        fields.exists(required("exists", only("exists", body, Set.of("field", "boost")), "field")
                                .asString());
                    case "ids" -> ids(only("ids", body, Set.of("values", "boost")));
                    case "prefix" -> field("prefix", body, "value", Set.of(), this::prefix);
                    case "wildcard" -> wildcard(body);
                    case "query_string" -> queryString(body);
                    case "constant_score" ->
                        new ConstantScoreQuery(read(required(
                                "constant_score", only("constant_score", body, Set.of("filter", "boost")), "filter")));
                    default ->
                        throw SearchException.parsing("unknown query [" + entry.getKey() + "]: it is not built here");
                };
        depth--;
        return query;
    }

    /** What {@code q} in a query string says. */
    public Query readText(String text, Occur operator, Optional<String> defaultField) {
        return new QueryText(text, mapping, fields, operator, defaultField).query();
    }

    static JsonNode only(String where, JsonNode body, Set<String> built) {
        if (!body.isObject()) {
            throw SearchException.parsing("[" + where + "] query malformed, no start_object after query name");
        }
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (!built.contains(entry.getKey())) {
                throw SearchException.parsing(
                        "[" + where + "] query does not support [" + entry.getKey() + "]: it is not built here");
            }
        }
        return body;
    }

    static JsonNode required(String where, JsonNode body, String name) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            throw SearchException.parsing("[" + where + "] must provide [" + name + "]");
        }
        return value;
    }

    private static Query boosted(Query query, JsonNode body) {
        JsonNode boost = body.path("boost");
        if (boost.isMissingNode()) {
            return query;
        }
        if (!boost.isNumber() || !(boost.floatValue() >= 0)) {
            throw SearchException.argument("[boost] must be a number that is not negative");
        }
        return new BoostQuery(query, boost.floatValue());
    }

    @FunctionalInterface
    private interface OfField {
        Query query(String field, JsonNode value);
    }

    /** {@code {"field": value}} or {@code {"field": {"value": value, …}}}. */
    private static Query field(String kind, JsonNode body, String valueName, Set<String> more, OfField reader) {
        if (!body.isObject() || body.size() != 1) {
            throw SearchException.parsing("[" + kind + "] query takes one field");
        }
        Map.Entry<String, JsonNode> entry = body.properties().iterator().next();
        if (!entry.getValue().isObject()) {
            return reader.query(entry.getKey(), scalar(kind, entry.getValue()));
        }
        Set<String> built = new java.util.HashSet<>(more);
        built.addAll(Set.of(valueName, "boost"));
        JsonNode parameters = only(kind, entry.getValue(), built);
        return boosted(reader.query(entry.getKey(), scalar(kind, required(kind, parameters, valueName))), parameters);
    }

    static JsonNode scalar(String kind, JsonNode value) {
        if (!value.isValueNode() || value.isNull()) {
            throw SearchException.parsing("[" + kind + "] query takes a value, and not " + value.getNodeType());
        }
        return value;
    }

    private Query match(JsonNode body) {
        String operator = body.isObject() && body.size() == 1
                ? body.iterator().next().path("operator").asString("or")
                : "or";
        Occur occur = operator(operator);
        return field("match", body, "query", Set.of("operator"), (name, value) -> fields.match(name, value, occur));
    }

    public static Occur operator(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "or" -> Occur.SHOULD;
            case "and" -> Occur.MUST;
            default -> throw SearchException.argument("operator needs to be either AND or OR, but not [" + text + "]");
        };
    }

    private Query terms(JsonNode body) {
        List<Map.Entry<String, JsonNode>> named = body.properties().stream()
                .filter(entry -> !entry.getKey().equals("boost"))
                .toList();
        if (named.size() != 1 || !named.getFirst().getValue().isArray()) {
            throw SearchException.parsing("[terms] query takes one field with an array of values");
        }
        JsonNode values = named.getFirst().getValue();
        if (values.size() > MAX_TERMS) {
            throw SearchException.argument("The number of terms [" + values.size() + "] exceeds " + MAX_TERMS);
        }
        String field = named.getFirst().getKey();
        boolean isText = field.startsWith("_")
                || mapping.type(field)
                        .filter(type -> type == FieldType.TEXT || type == FieldType.KEYWORD)
                        .isPresent();
        if (isText) {
            List<BytesRef> terms = values.valueStream()
                    .map(value -> new BytesRef(scalar("terms", value).asString()))
                    .toList();
            return boosted(new TermInSetQuery(field, terms), body);
        }
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        if (values.size() > IndexSearcher.getMaxClauseCount()) {
            throw SearchException.argument(
                    "The number of numbers in [terms] exceeds " + IndexSearcher.getMaxClauseCount());
        }
        values.forEach(value -> any.add(fields.term(field, scalar("terms", value)), Occur.SHOULD));
        return boosted(new ConstantScoreQuery(any.build()), body);
    }

    private Query range(JsonNode body) {
        if (!body.isObject() || body.size() != 1) {
            throw SearchException.parsing("[range] query takes one field");
        }
        Map.Entry<String, JsonNode> entry = body.properties().iterator().next();
        JsonNode parameters = only("range", entry.getValue(), Set.of("gte", "gt", "lte", "lt", "boost"));
        return boosted(
                fields.range(entry.getKey(), bound(parameters, "gte", "gt"), bound(parameters, "lte", "lt")),
                parameters);
    }

    private static Optional<Fields.Bound> bound(JsonNode parameters, String including, String excluding) {
        JsonNode included = parameters.path(including);
        JsonNode excluded = parameters.path(excluding);
        if (!excluded.isMissingNode() && !excluded.isNull()) {
            return Optional.of(new Fields.Bound(scalar("range", excluded), false));
        }
        return included.isMissingNode() || included.isNull()
                ? Optional.empty()
                : Optional.of(new Fields.Bound(scalar("range", included), true));
    }

    private Query bool(JsonNode body) {
        only("bool", body, Set.of("must", "filter", "should", "must_not", "minimum_should_match", "boost"));
        BooleanQuery.Builder bool = new BooleanQuery.Builder();
        List<Query> must = clauses(body.path("must"));
        List<Query> filter = clauses(body.path("filter"));
        List<Query> should = clauses(body.path("should"));
        List<Query> not = clauses(body.path("must_not"));
        must.forEach(query -> bool.add(query, Occur.MUST));
        filter.forEach(query -> bool.add(query, Occur.FILTER));
        should.forEach(query -> bool.add(query, Occur.SHOULD));
        not.forEach(query -> bool.add(query, Occur.MUST_NOT));
        JsonNode minimum = body.path("minimum_should_match");
        if (!minimum.isMissingNode()) {
            if (!minimum.isInt() && !minimum.asString("").matches("\\d{1,4}")) {
                throw SearchException.parsing("[minimum_should_match] takes a number that is not negative here");
            }
            bool.setMinimumNumberShouldMatch(Math.max(0, minimum.asInt()));
        }
        if (must.isEmpty() && filter.isEmpty() && should.isEmpty()) {
            // Without it "everything but" would be nothing.
            bool.add(MatchAllDocsQuery.INSTANCE, Occur.MUST);
        }
        return boosted(bool.build(), body);
    }

    private List<Query> clauses(JsonNode json) {
        List<Query> queries = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(each -> queries.add(read(each)));
        } else if (!json.isMissingNode()) {
            queries.add(read(json));
        }
        if (queries.size() > IndexSearcher.getMaxClauseCount()) {
            throw SearchException.argument("[bool] has more than " + IndexSearcher.getMaxClauseCount() + " clauses");
        }
        return queries;
    }

    private static Query ids(JsonNode body) {
        JsonNode values = required("ids", body, "values");
        if (!values.isArray()) {
            throw SearchException.parsing("[ids] query takes an array of [values]");
        }
        return boosted(
                new TermInSetQuery(
                        Fields.ID,
                        values.valueStream()
                                .map(value -> new BytesRef(scalar("ids", value).asString()))
                                .collect(Collectors.toList())),
                body);
    }

    /** Prefixes and wildcards are of words and keywords. */
    private void requireText(String kind, String field) {
        Optional<FieldType> type = mapping.type(field);
        if (type.isPresent() && type.get() != FieldType.TEXT && type.get() != FieldType.KEYWORD) {
            throw SearchException.argument("Can only use " + kind + " queries on keyword and text fields - not on ["
                    + field + "] which is of type [" + type.get().text() + "]");
        }
    }

    private Query prefix(String field, JsonNode value) {
        requireText("prefix", field);
        return new PrefixQuery(new Term(field, value.asString()));
    }

    private Query wildcard(JsonNode body) {
        boolean hasOldName =
                body.isObject() && body.size() == 1 && body.iterator().next().has("wildcard");
        return field("wildcard", body, hasOldName ? "wildcard" : "value", Set.of(), (field, value) -> {
            requireText("wildcard", field);
            return new WildcardQuery(new Term(field, value.asString()));
        });
    }

    private Query queryString(JsonNode body) {
        only("query_string", body, Set.of("query", "default_field", "default_operator", "boost"));
        Optional<String> field = body.has("default_field")
                ? Optional.of(body.path("default_field").asString()).filter(name -> !name.equals("*"))
                : Optional.empty();
        return boosted(
                readText(
                        required("query_string", body, "query").asString(),
                        operator(body.path("default_operator").asString("or")),
                        field),
                body);
    }
}
