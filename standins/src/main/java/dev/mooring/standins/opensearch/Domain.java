package dev.mooring.standins.opensearch;

import dev.mooring.core.Tenant;
import dev.mooring.standins.Json;
import dev.mooring.standins.ServiceArn;
import dev.mooring.store.TargetResource;
import java.time.Instant;
import java.util.Map;

/**
 * A domain: some indexes under one name.
 *
 * @param engineVersion as {@code OpenSearch_2.19} or {@code Elasticsearch_7.10}
 * @param accessPolicies JSON; empty when there are none, and then calls must be signed
 * @param kept what describes machines that are not there: shown again, and not used
 * @param createdAt in milliseconds since 1970
 */
record Domain(
        String name,
        String engineVersion,
        String accessPolicies,
        Map<String, Map<String, Object>> kept,
        Map<String, String> tags,
        long createdAt) {
    static final String KIND = "opensearch.domain";
    static final String NEWEST = "OpenSearch_2.19";
    static final String NEWEST_ELASTICSEARCH = "Elasticsearch_7.10";

    static Domain of(TargetResource resource) {
        return Json.read(resource.body(), Domain.class);
    }

    TargetResource toResource() {
        return new TargetResource(KIND, name, Json.write(this), Instant.ofEpochMilli(createdAt));
    }

    String arn(Tenant tenant) {
        return ServiceArn.of("es", tenant, "domain/" + name).toString();
    }

    boolean isElasticsearch() {
        return engineVersion.startsWith("Elasticsearch_");
    }

    /** As {@code 2.19}. */
    String number() {
        return engineVersion.substring(engineVersion.indexOf('_') + 1);
    }

    /** The path under which its API is. */
    String path(Tenant tenant) {
        return SearchGate.ROOT + tenant.account() + "/" + tenant.region() + "/" + name;
    }
}
