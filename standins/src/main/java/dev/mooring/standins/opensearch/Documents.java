package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.opensearch.mapping.DocumentReader;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.store.SearchDocumentTable;
import dev.mooring.store.SearchDocumentTable.Document;
import dev.mooring.store.Tables;
import dev.mooring.store.TargetResource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Documents are written and read. When a write returns, it survives {@code kill -9}, and searches see it. */
record Documents(StandInPorts ports, SearchIndexes indexes) {
    private static final int MAX_ID_BYTES = 512;
    /** Other writers of the store wait behind so many. */
    private static final int AT_ONCE = 100;

    /** What is to be done with one document. */
    sealed interface Change {
        String index();

        String id();

        /**
         * Writes it.
         *
         * @param source JSON, as it was sent
         * @param mustBeNew whether an older one is a conflict
         */
        record Put(String index, String id, String source, JsonNode parsed, boolean mustBeNew) implements Change {}

        record Delete(String index, String id) implements Change {}

        /** What cannot be done, found out before. */
        record Refused(String index, String id, SearchException why) implements Change {}
    }

    /**
     * What came of a change.
     *
     * @param result created, updated, deleted or not_found
     */
    record Done(Change change, String result, long version, long sequence, Optional<SearchException> refusal) {
        int status() {
            return refusal.map(SearchException::status).orElseGet(() -> switch (result) {
                case "created" -> 201;
                case "not_found" -> 404;
                default -> 200;
            });
        }
    }

    /** @throws SearchException mapper_parsing_exception when it is no JSON object */
    static Change put(String index, String id, byte[] source, boolean mustBeNew) {
        IndexDefinition.checkedName(index);
        if (id.isEmpty() || id.getBytes(StandardCharsets.UTF_8).length > MAX_ID_BYTES) {
            throw SearchException.argument("id must have 1 to " + MAX_ID_BYTES + " bytes");
        }
        if (id.indexOf('\0') >= 0) {
            throw SearchException.argument("id must not contain a null character");
        }
        try {
            String text = new String(source, StandardCharsets.UTF_8);
            JsonNode parsed = Json.MAPPER.readTree(source);
            if (!parsed.isObject()) {
                throw SearchException.mapping("failed to parse: the document must be a JSON object");
            }
            return new Change.Put(index, id, text.strip(), parsed, mustBeNew);
        } catch (JacksonException e) {
            throw SearchException.mapping("failed to parse: " + e.getOriginalMessage());
        }
    }

    /** Each for itself: one that is refused leaves the others alone. */
    List<Done> write(Tenant tenant, String domain, List<Change> changes) {
        List<Done> all = new ArrayList<>();
        for (int begin = 0; begin < changes.size(); begin += AT_ONCE) {
            List<Change> some = changes.subList(begin, Math.min(changes.size(), begin + AT_ONCE));
            List<Done> done = ports.store().write(tables -> {
                Batch batch = new Batch(tables, tenant, domain);
                return some.stream().map(batch::apply).toList();
            });
            Map<String, List<String>> changed = new HashMap<>();
            done.stream().filter(each -> each.refusal().isEmpty()).forEach(each -> changed.computeIfAbsent(
                            each.change().index(), index -> new ArrayList<>())
                    .add(each.change().id()));
            changed.forEach((index, ids) -> indexes.changed(tenant, new SearchDocumentTable.Index(domain, index), ids));
            all.addAll(done);
        }
        return all;
    }

    /** Changes within one transaction. */
    private final class Batch {
        private final Tables tables;
        private final Tenant tenant;
        private final String domain;
        private final Map<String, IndexDefinition> definitions = new HashMap<>();
        private final Map<String, Long> sequences = new HashMap<>();

        Batch(Tables tables, Tenant tenant, String domain) {
            this.tables = tables;
            this.tenant = tenant;
            this.domain = domain;
        }

        Done apply(Change change) {
            try {
                return switch (change) {
                    case Change.Put put -> put(put);
                    case Change.Delete delete -> delete(delete);
                    case Change.Refused refused -> throw refused.why();
                };
            } catch (SearchException e) {
                return new Done(change, "", 0, 0, Optional.of(e));
            }
        }

        private Optional<IndexDefinition> definition(String name) {
            Optional<IndexDefinition> known = Optional.ofNullable(definitions.get(name));
            if (known.isPresent()) {
                return known;
            }
            Optional<IndexDefinition> found = tables.targetResources(tenant)
                    .find(IndexDefinition.kind(domain), name)
                    .map(IndexDefinition::of);
            found.ifPresent(definition -> definitions.put(name, definition));
            return found;
        }

        private long nextSequence(SearchDocumentTable.Index index) {
            long last = sequences.computeIfAbsent(
                    index.name(), name -> tables.searchDocuments(tenant).lastSequence(index));
            sequences.put(index.name(), last + 1);
            return last + 1;
        }

        private Done put(Change.Put put) {
            SearchDocumentTable.Index index = new SearchDocumentTable.Index(domain, put.index());
            Optional<IndexDefinition> present = definition(put.index());
            IndexDefinition definition = present.orElseGet(() -> new IndexDefinition(
                    put.index(),
                    UUID.randomUUID().toString(),
                    Map.of(),
                    Mapping.EMPTY,
                    ports.clock().millis()));
            Mapping mapping = DocumentReader.read(put.id(), put.parsed(), definition.mapping())
                    .mapping();
            Optional<Document> before = tables.searchDocuments(tenant).find(index, put.id());
            if (put.mustBeNew() && before.isPresent()) {
                throw SearchException.conflict("[" + put.id()
                        + "]: version conflict, document already exists (current version ["
                        + before.get().version() + "])");
            }
            if (present.isEmpty() || !mapping.equals(definition.mapping())) {
                IndexDefinition next = definition.with(mapping);
                TargetResource resource = next.toResource(domain);
                tables.targetResources(tenant).put(resource);
                definitions.put(put.index(), next);
            }
            Document document = new Document(
                    put.id(), put.source(), before.map(Document::version).orElse(0L) + 1, nextSequence(index));
            tables.searchDocuments(tenant).put(index, document);
            return new Done(
                    put,
                    before.isPresent() ? "updated" : "created",
                    document.version(),
                    document.sequence(),
                    Optional.empty());
        }

        private Done delete(Change.Delete delete) {
            if (definition(delete.index()).isEmpty()) {
                throw SearchException.noIndex(delete.index());
            }
            SearchDocumentTable.Index index = new SearchDocumentTable.Index(domain, delete.index());
            Optional<Document> before = tables.searchDocuments(tenant).find(index, delete.id());
            long sequence = nextSequence(index);
            tables.searchDocuments(tenant).delete(index, delete.id());
            return new Done(
                    delete,
                    before.isPresent() ? "deleted" : "not_found",
                    before.map(Document::version).orElse(0L) + 1,
                    sequence,
                    Optional.empty());
        }
    }

    Optional<Document> find(Tenant tenant, String domain, String index, String id) {
        return ports.store().read(tables -> {
            if (tables.targetResources(tenant)
                    .find(IndexDefinition.kind(domain), index)
                    .isEmpty()) {
                throw SearchException.noIndex(index);
            }
            return tables.searchDocuments(tenant).find(new SearchDocumentTable.Index(domain, index), id);
        });
    }
}
