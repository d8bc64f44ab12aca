package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.standins.opensearch.query.Aggregation;
import dev.mooring.standins.opensearch.query.Aggregator;
import dev.mooring.standins.opensearch.query.QueryReader;
import dev.mooring.standins.opensearch.query.Sorting;
import dev.mooring.standins.opensearch.query.SourceFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TotalHits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** _search and _count. */
record SearchHandler(SearchIndexes indexes) {
    /** As {@code index.max_result_window}. */
    private static final int MAX_WINDOW = 10_000;

    private static final int DEFAULT_SIZE = 10;
    private static final Set<String> BODY = Set.of(
            "query",
            "from",
            "size",
            "sort",
            "_source",
            "aggs",
            "aggregations",
            "track_total_hits",
            "version",
            "timeout");

    /**
     * What the query string says.
     *
     * @param q and the like: empty when it is not there
     */
    record Parameters(
            Optional<String> q,
            Optional<String> df,
            String defaultOperator,
            Optional<Integer> from,
            Optional<Integer> size,
            Optional<String> sort,
            Optional<SourceFilter> source) {}

    private interface OnSearcher<T> {
        T apply(IndexSearcher searcher) throws IOException;
    }

    /** All indexes as one. */
    private <T> T search(Tenant tenant, String domain, List<IndexDefinition> found, OnSearcher<T> work) {
        List<IndexReader> readers = new ArrayList<>();
        try {
            try {
                for (IndexDefinition index : found) {
                    readers.add(indexes.acquire(tenant, domain, index).getIndexReader());
                }
                try (MultiReader all = new MultiReader(readers.toArray(IndexReader[]::new), false)) {
                    return work.apply(new IndexSearcher(all));
                }
            } finally {
                for (IndexReader reader : readers) {
                    reader.decRef();
                }
            }
        } catch (IndexSearcher.TooManyClauses e) {
            throw SearchException.argument("the query has too many clauses");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException e) {
            // A field of several indexes has several types.
            throw SearchException.argument(String.valueOf(e.getMessage()));
        }
    }

    private static Mapping mapping(List<IndexDefinition> found) {
        return found.stream().map(IndexDefinition::mapping).reduce(Mapping.EMPTY, Mapping::or);
    }

    private static Query query(JsonNode body, Parameters parameters, Mapping mapping, Instant now) {
        QueryReader reader = new QueryReader(mapping, now);
        if (parameters.q().isPresent()) {
            return reader.readText(
                    parameters.q().get(), QueryReader.operator(parameters.defaultOperator()), parameters.df());
        }
        return body.has("query") ? reader.read(body.path("query")) : MatchAllDocsQuery.INSTANCE;
    }

    ObjectNode count(
            Tenant tenant,
            String domain,
            List<IndexDefinition> found,
            JsonNode body,
            Parameters parameters,
            Instant now) {
        only(body, Set.of("query"));
        Query query = query(body, parameters, mapping(found), now);
        int count = search(tenant, domain, found, searcher -> searcher.count(query));
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("count", count);
        shards(result, found.size());
        return result;
    }

    private static void only(JsonNode body, Set<String> built) {
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (!built.contains(entry.getKey())) {
                throw SearchException.parsing(
                        "Unknown key for a value in [" + entry.getKey() + "]: it is not built here");
            }
        }
    }

    private static void shards(ObjectNode result, int number) {
        result.putObject("_shards")
                .put("total", number)
                .put("successful", number)
                .put("skipped", 0)
                .put("failed", 0);
    }

    private static int number(JsonNode body, String name, Optional<Integer> parameter, int fallback) {
        JsonNode json = body.path(name);
        if (!json.isMissingNode() && (!json.isIntegralNumber() || !json.canConvertToInt() || json.asInt() < 0)) {
            throw SearchException.argument("[" + name + "] parameter must be a whole number that is not negative");
        }
        return json.isMissingNode() ? parameter.orElse(fallback) : json.asInt();
    }

    ObjectNode search(
            Tenant tenant,
            String domain,
            List<IndexDefinition> found,
            JsonNode body,
            Parameters parameters,
            Instant now) {
        only(body, BODY);
        Mapping mapping = mapping(found);
        Query query = query(body, parameters, mapping, now);
        int from = number(body, "from", parameters.from(), 0);
        int size = number(body, "size", parameters.size(), DEFAULT_SIZE);
        if (from + (long) size > MAX_WINDOW) {
            throw SearchException.argument("Result window is too large, from + size must be less than or equal to: ["
                    + MAX_WINDOW + "] but was [" + (from + (long) size) + "].");
        }
        Sorting sorting = parameters.sort().isPresent() && !body.has("sort")
                ? Sorting.readText(parameters.sort().get(), mapping)
                : Sorting.read(body.path("sort"), mapping);
        SourceFilter filter = body.has("_source")
                ? SourceFilter.read(body.path("_source"))
                : parameters.source().orElse(SourceFilter.ALL);
        Map<String, Aggregation> aggregations =
                Aggregation.readAll(body.has("aggs") ? body.path("aggs") : body.path("aggregations"), mapping);
        long begin = System.nanoTime();
        return search(tenant, domain, found, searcher -> {
            int total = searcher.count(query);
            ObjectNode result = Json.MAPPER.createObjectNode();
            ObjectNode hits = Json.MAPPER.createObjectNode();
            hits.putObject("total").put("value", total).put("relation", "eq");
            TopDocs top = top(searcher, query, sorting, Math.min(from + size, Math.max(1, total)), size);
            if (sorting.isByScore() && top.scoreDocs.length > 0) {
                hits.put("max_score", top.scoreDocs[0].score);
            } else {
                hits.putNull("max_score");
            }
            ArrayNode shown = hits.putArray("hits");
            for (int i = from; i < Math.min(top.scoreDocs.length, from + size); i++) {
                shown.add(hit(searcher, top.scoreDocs[i], sorting, filter));
            }
            result.put("took", (System.nanoTime() - begin) / 1_000_000);
            result.put("timed_out", false);
            shards(result, found.size());
            result.set("hits", hits);
            if (!aggregations.isEmpty()) {
                result.set(
                        "aggregations",
                        new Aggregator(searcher.getIndexReader().leaves())
                                .all(aggregations, matching(searcher, query, total)));
            }
            return result;
        });
    }

    private static TopDocs top(IndexSearcher searcher, Query query, Sorting sorting, int number, int size)
            throws IOException {
        if (size == 0 || number == 0) {
            return new TopDocs(new TotalHits(0, TotalHits.Relation.EQUAL_TO), new ScoreDoc[0]);
        }
        return sorting.isByScore() ? searcher.search(query, number) : searcher.search(query, number, sorting.lucene());
    }

    /** All documents that match, in the order of their numbers. */
    private static int[] matching(IndexSearcher searcher, Query query, int total) throws IOException {
        if (total == 0) {
            return new int[0];
        }
        TopDocs all = searcher.search(query, total, new Sort(SortField.FIELD_DOC));
        return Arrays.stream(all.scoreDocs).mapToInt(hit -> hit.doc).sorted().toArray();
    }

    private static ObjectNode hit(IndexSearcher searcher, ScoreDoc found, Sorting sorting, SourceFilter filter)
            throws IOException {
        Document document = searcher.storedFields().document(found.doc);
        ObjectNode hit = Json.MAPPER.createObjectNode();
        hit.put("_index", document.get(SearchIndex.INDEX));
        hit.put("_id", document.get(SearchIndex.ID));
        if (sorting.isByScore()) {
            hit.put("_score", found.score);
        } else {
            hit.putNull("_score");
        }
        if (filter.isShown()) {
            hit.set(
                    "_source",
                    filter.of(Json.MAPPER.readTree(
                            document.getBinaryValue(SearchIndex.SOURCE).utf8ToString())));
        }
        if (found instanceof FieldDoc sorted) {
            hit.set("sort", sorting.values(sorted));
        }
        return hit;
    }
}
