package dev.mooring.standins.opensearch;

import dev.mooring.standins.Json;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.standins.opensearch.query.SourceFilter;
import dev.mooring.store.SearchDocumentTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The REST API of a domain: which path and method leads where. */
record SearchApi(Indexes indexes, Documents documents, SearchHandler searching) {
    private static final Set<String> SEARCH_PARAMETERS = Set.of(
            "q",
            "df",
            "default_operator",
            "from",
            "size",
            "sort",
            "_source",
            "_source_includes",
            "_source_excludes",
            "track_total_hits",
            "rest_total_hits_as_int",
            "typed_keys",
            "ignore_unavailable",
            "allow_no_indices",
            "expand_wildcards");

    /**
     * An answer.
     *
     * @param body JSON or, for {@code _cat}, text
     */
    record Answer(int status, Object body) {
        static Answer ok(Object body) {
            return new Answer(200, body);
        }
    }

    /** @throws SearchException as OpenSearch refuses, naming what is not built */
    Answer answer(SearchRequest request) {
        List<String> path = request.path();
        String method = request.method();
        if (path.isEmpty()) {
            request.allowOnly(Set.of());
            return Answer.ok(DomainInfo.of(request.domain(), request.tenant()));
        }
        String first = path.getFirst();
        String last = path.getLast();
        boolean reads = method.equals("GET") || method.equals("POST");
        switch (path.size()) {
            case 1:
                if (first.equals("_search") && reads) {
                    return search(request, "");
                }
                if (first.equals("_count") && reads) {
                    return count(request, "");
                }
                if (first.equals("_bulk") && (method.equals("POST") || method.equals("PUT"))) {
                    return bulk(request, "");
                }
                if (first.equals("_refresh") && reads) {
                    return refresh(request, "");
                }
                if (first.equals("_mapping") && method.equals("GET")) {
                    return describe(request, "", true, false);
                }
                if (!first.startsWith("_") || first.equals("_all")) {
                    return index(request, first);
                }
                break;
            case 2:
                if (first.equals("_cat") && last.equals("indices") && method.equals("GET")) {
                    return cat(request, "");
                }
                if (first.equals("_cluster") && last.equals("health") && method.equals("GET")) {
                    request.allowOnly(Set.of("wait_for_status", "level"));
                    return Answer.ok(DomainInfo.health(request, indexes));
                }
                if (!first.startsWith("_") || first.equals("_all")) {
                    Optional<Answer> answer = ofIndex(request, first, last);
                    if (answer.isPresent()) {
                        return answer.get();
                    }
                }
                break;
            case 3:
                if (first.equals("_cat") && path.get(1).equals("indices") && method.equals("GET")) {
                    return cat(request, last);
                }
                if (!first.startsWith("_") && !last.startsWith("_")) {
                    return document(request, first, path.get(1), last);
                }
                break;
            default:
                break;
        }
        throw new SearchException(
                400,
                "illegal_argument_exception",
                "no handler found for uri [/" + String.join("/", path) + "] and method [" + method
                        + "]: it is not built here");
    }

    private Answer index(SearchRequest request, String name) {
        switch (request.method()) {
            case "PUT":
                request.allowOnly(Set.of("include_type_name", "wait_for_active_shards"));
                indexes.create(request.tenant(), request.domain().name(), name, request.json());
                return Answer.ok(acknowledged().put("shards_acknowledged", true).put("index", name));
            case "DELETE":
                request.allowOnly(Set.of("ignore_unavailable"));
                indexes.delete(request.tenant(), request.domain().name(), name);
                return Answer.ok(acknowledged());
            case "GET":
            case "HEAD":
                return describe(request, name, true, true);
            default:
                throw wrongMethod(request);
        }
    }

    private static ObjectNode acknowledged() {
        return Json.MAPPER.createObjectNode().put("acknowledged", true);
    }

    private static SearchException wrongMethod(SearchRequest request) {
        return new SearchException(
                405,
                "illegal_argument_exception",
                "Incorrect HTTP method for uri [/" + String.join("/", request.path()) + "] and method ["
                        + request.method() + "]");
    }

    private Answer describe(SearchRequest request, String names, boolean mappings, boolean settings) {
        request.allowOnly(Set.of("ignore_unavailable", "allow_no_indices", "expand_wildcards", "include_type_name"));
        return Answer.ok(indexes.describe(found(request, names), mappings, settings));
    }

    private List<IndexDefinition> found(SearchRequest request, String names) {
        return indexes.named(request.tenant(), request.domain().name(), names);
    }

    private Optional<Answer> ofIndex(SearchRequest request, String index, String what) {
        String method = request.method();
        boolean reads = method.equals("GET") || method.equals("POST");
        return switch (what) {
            case "_search" -> reads ? Optional.of(search(request, index)) : Optional.empty();
            case "_count" -> reads ? Optional.of(count(request, index)) : Optional.empty();
            case "_refresh" -> reads ? Optional.of(refresh(request, index)) : Optional.empty();
            case "_bulk" ->
                method.equals("POST") || method.equals("PUT") ? Optional.of(bulk(request, index)) : Optional.empty();
            case "_mapping" ->
                switch (method) {
                    case "GET" -> Optional.of(describe(request, index, true, false));
                    case "PUT", "POST" -> {
                        request.allowOnly(Set.of("include_type_name"));
                        indexes.putMapping(request.tenant(), request.domain().name(), index, request.json());
                        yield Optional.of(Answer.ok(acknowledged()));
                    }
                    default -> Optional.empty();
                };
            case "_settings" ->
                method.equals("GET") ? Optional.of(describe(request, index, false, true)) : Optional.empty();
            default ->
                method.equals("POST") && (what.equals("_doc") || !what.startsWith("_"))
                        ? Optional.of(put(request, index, UUID.randomUUID().toString(), true))
                        : Optional.empty();
        };
    }

    /** @param type {@code _doc}, {@code _create}, {@code _source} or, as before Elasticsearch 7, a name */
    private Answer document(SearchRequest request, String index, String type, String id) {
        boolean isName = !type.startsWith("_");
        switch (request.method()) {
            case "PUT":
            case "POST":
                if (isName || type.equals("_doc") || type.equals("_create")) {
                    return put(request, index, id, type.equals("_create"));
                }
                break;
            case "GET":
            case "HEAD":
                if (isName || type.equals("_doc") || type.equals("_source")) {
                    return get(request, index, id, type.equals("_source"));
                }
                break;
            case "DELETE":
                if (isName || type.equals("_doc")) {
                    request.allowOnly(Set.of());
                    return done(write(request, new Documents.Change.Delete(index, id)));
                }
                break;
            default:
                break;
        }
        throw wrongMethod(request);
    }

    private Answer put(SearchRequest request, String index, String id, boolean mustBeNew) {
        request.allowOnly(Set.of("op_type"));
        boolean creates = request.parameter("op_type").filter("create"::equals).isPresent();
        return done(write(request, Documents.put(index, id, request.body(), mustBeNew || creates)));
    }

    private Documents.Done write(SearchRequest request, Documents.Change change) {
        return documents
                .write(request.tenant(), request.domain().name(), List.of(change))
                .getFirst();
    }

    private static Answer done(Documents.Done done) {
        done.refusal().ifPresent(refusal -> {
            throw refusal;
        });
        return new Answer(done.status(), Bulk.result(done));
    }

    private Answer get(SearchRequest request, String index, String id, boolean sourceOnly) {
        request.allowOnly(Set.of("_source", "_source_includes", "_source_excludes", "realtime"));
        SourceFilter filter = source(request).orElse(SourceFilter.ALL);
        Optional<SearchDocumentTable.Document> found =
                documents.find(request.tenant(), request.domain().name(), index, id);
        ObjectNode result = Json.MAPPER.createObjectNode().put("_index", index).put("_id", id);
        if (sourceOnly) {
            JsonNode source = found.map(document -> filter.of(Json.MAPPER.readTree(document.source())))
                    .orElseThrow(() -> new SearchException(
                            404, "resource_not_found_exception", "Document not found [" + index + "]/[" + id + "]"));
            return Answer.ok(source);
        }
        if (found.isEmpty()) {
            return new Answer(404, result.put("found", false));
        }
        result.put("_version", found.get().version())
                .put("_seq_no", found.get().sequence())
                .put("_primary_term", 1)
                .put("found", true);
        if (filter.isShown()) {
            result.set("_source", filter.of(Json.MAPPER.readTree(found.get().source())));
        }
        return Answer.ok(result);
    }

    private static Optional<SourceFilter> source(SearchRequest request) {
        Optional<String> plain = request.parameter("_source");
        Optional<String> includes = request.parameter("_source_includes");
        Optional<String> excludes = request.parameter("_source_excludes");
        if (plain.isPresent() && Set.of("true", "false", "").contains(plain.get())) {
            return Optional.of(plain.get().equals("false") ? SourceFilter.NONE : SourceFilter.ALL);
        }
        if (plain.isEmpty() && includes.isEmpty() && excludes.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new SourceFilter(
                true,
                plain.or(() -> includes)
                        .map(text -> List.of(text.split(",", -1)))
                        .orElse(List.of()),
                excludes.map(text -> List.of(text.split(",", -1))).orElse(List.of())));
    }

    private static SearchHandler.Parameters parameters(SearchRequest request) {
        return new SearchHandler.Parameters(
                request.parameter("q"),
                request.parameter("df"),
                request.parameter("default_operator").orElse("or"),
                request.number("from"),
                request.number("size"),
                request.parameter("sort"),
                source(request));
    }

    private Answer search(SearchRequest request, String names) {
        request.allowOnly(SEARCH_PARAMETERS);
        return Answer.ok(searching.search(
                request.tenant(),
                request.domain().name(),
                found(request, names),
                request.json(),
                parameters(request),
                request.now()));
    }

    private Answer count(SearchRequest request, String names) {
        request.allowOnly(SEARCH_PARAMETERS);
        return Answer.ok(searching.count(
                request.tenant(),
                request.domain().name(),
                found(request, names),
                request.json(),
                parameters(request),
                request.now()));
    }

    /** Nothing to do: searches see all that was acknowledged. */
    private Answer refresh(SearchRequest request, String names) {
        request.allowOnly(Set.of("ignore_unavailable", "allow_no_indices", "expand_wildcards"));
        int number = found(request, names).size();
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.putObject("_shards")
                .put("total", number)
                .put("successful", number)
                .put("failed", 0);
        return Answer.ok(result);
    }

    private Answer bulk(SearchRequest request, String index) {
        request.allowOnly(Set.of("wait_for_active_shards"));
        long begin = System.nanoTime();
        List<Bulk.Item> items = Bulk.read(request.body(), index);
        List<Documents.Done> done = documents.write(
                request.tenant(),
                request.domain().name(),
                items.stream().map(Bulk.Item::change).toList());
        ObjectNode result = Json.MAPPER.createObjectNode();
        result.put("took", (System.nanoTime() - begin) / 1_000_000);
        result.put("errors", done.stream().anyMatch(each -> each.refusal().isPresent()));
        ArrayNode array = result.putArray("items");
        for (int i = 0; i < done.size(); i++) {
            array.addObject().set(items.get(i).action(), Bulk.item(done.get(i)));
        }
        return Answer.ok(result);
    }

    private Answer cat(SearchRequest request, String names) {
        request.allowOnly(Set.of("format", "v", "expand_wildcards"));
        List<List<String>> rows = new ArrayList<>();
        List<String> header = List.of("health", "status", "index", "uuid", "pri", "rep", "docs.count", "docs.deleted");
        for (IndexDefinition index : found(request, names)) {
            rows.add(List.of(
                    "green",
                    "open",
                    index.name(),
                    index.uuid(),
                    index.settings().getOrDefault("number_of_shards", "1"),
                    index.settings().getOrDefault("number_of_replicas", "1"),
                    Long.toString(
                            indexes.count(request.tenant(), request.domain().name(), index.name())),
                    "0"));
        }
        String format = request.parameter("format").orElse("text").toLowerCase(Locale.ROOT);
        if (format.equals("json")) {
            ArrayNode array = Json.MAPPER.createArrayNode();
            rows.forEach(row -> {
                ObjectNode object = array.addObject();
                for (int i = 0; i < row.size(); i++) {
                    object.put(header.get(i), row.get(i));
                }
            });
            return Answer.ok(array);
        }
        if (!format.equals("text")) {
            throw SearchException.argument("[format] of _cat is text or json here");
        }
        if (request.parameter("v").filter(value -> !value.equals("false")).isPresent()) {
            rows.addFirst(header);
        }
        return Answer.ok(columns(rows));
    }

    private static String columns(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream()
                        .mapToInt(each -> each.get(column).length())
                        .max()
                        .orElse(0);
                text.append(row.get(i))
                        .append(" "
                                .repeat(
                                        i == row.size() - 1
                                                ? 0
                                                : width - row.get(i).length() + 1));
            }
            text.append('\n');
        }
        return text.toString();
    }

    static byte[] bytes(Object body, boolean isPretty) {
        return switch (body) {
            case String text -> text.getBytes(StandardCharsets.UTF_8);
            case JsonNode json ->
                (isPretty ? json.toPrettyString() + "\n" : json.toString()).getBytes(StandardCharsets.UTF_8);
            default -> throw new IllegalStateException("no body: " + body.getClass());
        };
    }
}
