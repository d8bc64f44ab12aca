package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.StandInPorts;
import dev.mooring.standins.opensearch.mapping.Mapping;
import dev.mooring.standins.opensearch.mapping.MappingJson;
import dev.mooring.standins.opensearch.mapping.SearchException;
import dev.mooring.store.SearchDocumentTable;
import dev.mooring.store.TargetResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Indexes are made, looked up, described and deleted. */
record Indexes(StandInPorts ports, SearchIndexes searching) {
    private static final Set<String> SETTINGS = Set.of("number_of_shards", "number_of_replicas", "refresh_interval");

    /** @param names as a path has them: several by commas, {@code *} for any text, {@code _all} */
    List<IndexDefinition> named(Tenant tenant, String domain, String names) {
        List<IndexDefinition> all = all(tenant, domain);
        List<IndexDefinition> found = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Pattern pattern = Pattern.compile("\\Q" + name.replace("\\E", "").replace("*", "\\E.*\\Q") + "\\E");
            boolean isAll = name.equals("_all") || name.isEmpty();
            List<IndexDefinition> matching = all.stream()
                    .filter(index -> isAll || pattern.matcher(index.name()).matches())
                    .toList();
            if (matching.isEmpty() && !isAll && name.indexOf('*') < 0) {
                throw SearchException.noIndex(name);
            }
            matching.stream().filter(index -> !found.contains(index)).forEach(found::add);
        }
        return found;
    }

    List<IndexDefinition> all(Tenant tenant, String domain) {
        List<TargetResource> resources =
                ports.store().read(tables -> tables.targetResources(tenant).all(IndexDefinition.kind(domain), ""));
        return resources.stream().map(IndexDefinition::of).toList();
    }

    long count(Tenant tenant, String domain, String index) {
        return ports.store()
                .read(tables -> tables.searchDocuments(tenant).count(new SearchDocumentTable.Index(domain, index)));
    }

    void create(Tenant tenant, String domain, String name, JsonNode body) {
        IndexDefinition.checkedName(name);
        for (Map.Entry<String, JsonNode> entry : body.properties()) {
            if (!Set.of("mappings", "settings").contains(entry.getKey())) {
                throw SearchException.parsing(
                        "unknown key [" + entry.getKey() + "] for create index: it is not built here");
            }
        }
        IndexDefinition definition = new IndexDefinition(
                name,
                UUID.randomUUID().toString(),
                settings(body.path("settings")),
                MappingJson.read(Mapping.EMPTY, untyped(body.path("mappings"))),
                ports.clock().millis());
        ports.store().write(tables -> {
            if (tables.targetResources(tenant)
                    .find(IndexDefinition.kind(domain), name)
                    .isPresent()) {
                throw new SearchException(
                        400,
                        "resource_already_exists_exception",
                        "index [" + name + "/" + definition.uuid() + "] already exists");
            }
            tables.targetResources(tenant).put(definition.toResource(domain));
            return true;
        });
    }

    /** Clients of Elasticsearch before 7 put the name of a type around the properties. */
    private static JsonNode untyped(JsonNode mappings) {
        boolean isTyped = mappings.size() == 1
                && !mappings.has("properties")
                && mappings.iterator().next().has("properties");
        return isTyped ? mappings.iterator().next() : mappings;
    }

    private static Map<String, String> settings(JsonNode json) {
        Map<String, String> settings = new TreeMap<>();
        JsonNode flat = json.has("index") && json.size() == 1 ? json.path("index") : json;
        for (Map.Entry<String, JsonNode> entry : flat.properties()) {
            String name = entry.getKey().replaceFirst("^index\\.", "");
            if (!SETTINGS.contains(name)) {
                throw SearchException.argument(
                        "unknown setting [index." + name + "]: it is not built here; kept are " + SETTINGS);
            }
            settings.put(name, entry.getValue().asString());
        }
        return settings;
    }

    void putMapping(Tenant tenant, String domain, String names, JsonNode body) {
        List<IndexDefinition> found = named(tenant, domain, names);
        ports.store().write(tables -> {
            for (IndexDefinition each : found) {
                IndexDefinition current = tables.targetResources(tenant)
                        .find(IndexDefinition.kind(domain), each.name())
                        .map(IndexDefinition::of)
                        .orElseThrow(() -> SearchException.noIndex(each.name()));
                tables.targetResources(tenant)
                        .put(current.with(MappingJson.read(current.mapping(), untyped(body)))
                                .toResource(domain));
            }
            return true;
        });
    }

    void delete(Tenant tenant, String domain, String names) {
        if (names.equals("_all") || names.contains("*")) {
            throw SearchException.argument("Wildcard expressions or all indices are not allowed");
        }
        delete(tenant, domain, named(tenant, domain, names));
    }

    private void delete(Tenant tenant, String domain, List<IndexDefinition> found) {
        ports.store().write(tables -> {
            for (IndexDefinition each : found) {
                tables.targetResources(tenant).delete(IndexDefinition.kind(domain), each.name());
                tables.searchDocuments(tenant).deleteAll(new SearchDocumentTable.Index(domain, each.name()));
            }
            return true;
        });
        found.forEach(each -> searching.removed(tenant, new SearchDocumentTable.Index(domain, each.name())));
    }

    /** With the domain. */
    void deleteAll(Tenant tenant, String domain) {
        delete(tenant, domain, all(tenant, domain));
    }

    ObjectNode describe(List<IndexDefinition> found, boolean mappings, boolean settings) {
        ObjectNode result = Json.MAPPER.createObjectNode();
        for (IndexDefinition each : found) {
            ObjectNode index = result.putObject(each.name());
            if (mappings && settings) {
                index.putObject("aliases");
            }
            if (mappings) {
                index.set("mappings", MappingJson.write(each.mapping()));
            }
            if (settings) {
                ObjectNode of = index.putObject("settings").putObject("index");
                of.put("creation_date", Long.toString(each.createdAt()));
                of.put("number_of_shards", each.settings().getOrDefault("number_of_shards", "1"));
                of.put("number_of_replicas", each.settings().getOrDefault("number_of_replicas", "1"));
                of.put("uuid", each.uuid());
                of.put("provided_name", each.name());
                each.settings().forEach(of::put);
            }
        }
        return result;
    }
}
