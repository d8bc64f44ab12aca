package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** What a domain says of itself. */
final class DomainInfo {
    private DomainInfo() {}

    static ObjectNode of(Domain domain, Tenant tenant) {
        String cluster = tenant.account() + ":" + domain.name();
        ObjectNode info = Json.MAPPER.createObjectNode();
        info.put("name", "mooring");
        info.put("cluster_name", cluster);
        info.put(
                "cluster_uuid",
                UUID.nameUUIDFromBytes((cluster + domain.createdAt()).getBytes(StandardCharsets.UTF_8))
                        .toString());
        ObjectNode version = info.putObject("version");
        if (!domain.isElasticsearch()) {
            version.put("distribution", "opensearch");
        }
        version.put("number", domain.number() + ".0");
        version.put("build_type", "mooring");
        version.put("lucene_version", org.apache.lucene.util.Version.LATEST.toString());
        info.put(
                "tagline",
                domain.isElasticsearch() ? "You Know, for Search" : "The OpenSearch Project: https://opensearch.org/");
        return info;
    }

    static ObjectNode health(SearchRequest request, Indexes indexes) {
        int number = indexes.all(request.tenant(), request.domain().name()).size();
        ObjectNode health = Json.MAPPER.createObjectNode();
        health.put(
                "cluster_name",
                request.tenant().account() + ":" + request.domain().name());
        health.put("status", "green").put("timed_out", false);
        health.put("number_of_nodes", 1).put("number_of_data_nodes", 1);
        health.put("active_primary_shards", number).put("active_shards", number);
        health.put("relocating_shards", 0).put("initializing_shards", 0).put("unassigned_shards", 0);
        return health;
    }
}
