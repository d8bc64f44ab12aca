package dev.mooring.standins.opensearch;

import dev.mooring.api.ApiException;
import dev.mooring.api.CallContext;
import dev.mooring.core.Tenant;
import dev.mooring.standins.StandInPorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Domains, in either of the service's two APIs, whose members have different names.
 *
 * @param isElasticsearch whether it is the older one
 */
record DomainHandlers(StandInPorts ports, Indexes indexes, boolean isElasticsearch) {
    private static final Set<String> ACCEPTED = Set.of(
            "DomainName",
            "EngineVersion",
            "ElasticsearchVersion",
            "ClusterConfig",
            "ElasticsearchClusterConfig",
            "EBSOptions",
            "AccessPolicies",
            "TagList");
    private static final int MAX_DOMAINS = 100;

    private static ApiException validation(String message) {
        return new ApiException("ValidationException", message);
    }

    private String clusterMember() {
        return isElasticsearch ? "ElasticsearchClusterConfig" : "ClusterConfig";
    }

    Map<String, Object> create(Map<String, Object> input, CallContext context) {
        for (String member : input.keySet()) {
            if (!ACCEPTED.contains(member)) {
                throw validation(member + " is not built here.");
            }
        }
        Tenant tenant = context.tenant();
        String policies = (String) input.getOrDefault("AccessPolicies", "");
        if (!policies.isEmpty() && !AccessPolicy.isValid(policies)) {
            throw validation("Error setting policy: AccessPolicies is no policy document.");
        }
        Domain domain = new Domain(
                (String) input.getOrDefault("DomainName", ""),
                engine(input),
                policies,
                kept(input),
                tags(input),
                context.now().toEpochMilli());
        ports.store().write(tables -> {
            if (tables.targetResources(tenant).find(Domain.KIND, domain.name()).isPresent()) {
                throw new ApiException("ResourceAlreadyExistsException", "Domain already exists: " + domain.name());
            }
            if (tables.targetResources(tenant).all(Domain.KIND, "").size() >= MAX_DOMAINS) {
                throw new ApiException("LimitExceededException", "There are " + MAX_DOMAINS + " domains already.");
            }
            tables.targetResources(tenant).put(domain.toResource());
            return true;
        });
        return Map.of("DomainStatus", status(tenant, domain, false));
    }

    private String engine(Map<String, Object> input) {
        if (isElasticsearch) {
            return input.containsKey("ElasticsearchVersion")
                    ? "Elasticsearch_" + input.get("ElasticsearchVersion")
                    : Domain.NEWEST_ELASTICSEARCH;
        }
        String version = (String) input.getOrDefault("EngineVersion", Domain.NEWEST);
        if (!version.matches("(OpenSearch|Elasticsearch)_\\d{1,2}\\.\\d{1,2}")) {
            throw validation("EngineVersion '" + version + "' is not like " + Domain.NEWEST + ".");
        }
        return version;
    }

    @SuppressWarnings("unchecked") // The model says that they are structures.
    private Map<String, Map<String, Object>> kept(Map<String, Object> input) {
        Map<String, Map<String, Object>> kept = new TreeMap<>();
        Optional.ofNullable(input.get(clusterMember()))
                .ifPresent(value -> kept.put("ClusterConfig", (Map<String, Object>) value));
        Optional.ofNullable(input.get("EBSOptions"))
                .ifPresent(value -> kept.put("EBSOptions", (Map<String, Object>) value));
        return kept;
    }

    private static Map<String, String> tags(Map<String, Object> input) {
        Map<String, String> tags = new TreeMap<>();
        if (input.get("TagList") instanceof List<?> list) {
            list.forEach(each -> {
                if (each instanceof Map<?, ?> tag) {
                    tags.put(String.valueOf(tag.get("Key")), String.valueOf(tag.get("Value")));
                }
            });
        }
        return tags;
    }

    private Map<String, Object> status(Tenant tenant, Domain domain, boolean isDeleted) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("DomainId", tenant.account() + "/" + domain.name());
        status.put("DomainName", domain.name());
        status.put("ARN", domain.arn(tenant));
        status.put("Created", true);
        status.put("Deleted", isDeleted);
        status.put("Processing", false);
        // As AWS's, without the scheme.
        status.put("Endpoint", ports.baseUrl().get().replaceFirst("^https?://", "") + domain.path(tenant));
        status.put(
                isElasticsearch ? "ElasticsearchVersion" : "EngineVersion",
                isElasticsearch ? domain.number() : domain.engineVersion());
        status.put(clusterMember(), domain.kept().getOrDefault("ClusterConfig", Map.of()));
        Optional.ofNullable(domain.kept().get("EBSOptions")).ifPresent(options -> status.put("EBSOptions", options));
        status.put("AccessPolicies", domain.accessPolicies());
        return status;
    }

    private Domain find(Tenant tenant, Map<String, Object> input) {
        String name = (String) input.getOrDefault("DomainName", "");
        return ports.store()
                .read(tables -> tables.targetResources(tenant).find(Domain.KIND, name))
                .map(Domain::of)
                .orElseThrow(() -> new ApiException("ResourceNotFoundException", "Domain not found: " + name));
    }

    Map<String, Object> describe(Map<String, Object> input, CallContext context) {
        return Map.of("DomainStatus", status(context.tenant(), find(context.tenant(), input), false));
    }

    Map<String, Object> describeAll(Map<String, Object> input, CallContext context) {
        List<Object> found = new ArrayList<>();
        for (Domain domain : all(context.tenant())) {
            if (input.get("DomainNames") instanceof List<?> names && names.contains(domain.name())) {
                found.add(status(context.tenant(), domain, false));
            }
        }
        return Map.of("DomainStatusList", found);
    }

    private List<Domain> all(Tenant tenant) {
        return ports.store().read(tables -> tables.targetResources(tenant).all(Domain.KIND, "")).stream()
                .map(Domain::of)
                .toList();
    }

    Map<String, Object> list(Map<String, Object> input, CallContext context) {
        List<Object> names = new ArrayList<>();
        for (Domain domain : all(context.tenant())) {
            String engine = domain.isElasticsearch() ? "Elasticsearch" : "OpenSearch";
            if (input.getOrDefault("EngineType", engine).equals(engine)) {
                names.add(Map.of("DomainName", domain.name(), "EngineType", engine));
            }
        }
        return Map.of("DomainNames", names);
    }

    Map<String, Object> delete(Map<String, Object> input, CallContext context) {
        Tenant tenant = context.tenant();
        Domain domain = find(tenant, input);
        ports.store().write(tables -> tables.targetResources(tenant).delete(Domain.KIND, domain.name()));
        indexes.deleteAll(tenant, domain.name());
        return Map.of("DomainStatus", status(tenant, domain, true));
    }

    Map<String, Object> listTags(Map<String, Object> input, CallContext context) {
        Object arn = input.getOrDefault("ARN", "");
        Domain domain = all(context.tenant()).stream()
                .filter(each -> each.arn(context.tenant()).equals(arn))
                .findFirst()
                .orElseThrow(() -> new ApiException("ResourceNotFoundException", "Domain not found: " + arn));
        List<Object> tags = new ArrayList<>();
        domain.tags().forEach((key, value) -> tags.add(Map.of("Key", key, "Value", value)));
        return Map.of("TagList", tags);
    }
}
