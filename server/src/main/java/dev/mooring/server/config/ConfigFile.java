package dev.mooring.server.config;

import dev.mooring.rules.action.ServiceEndpoint.Credentials;
import dev.mooring.rules.action.TargetService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The configuration file: where rules deliver to, and as whom. JSON, in which comments are allowed. What is not
 * understood is refused, so that a misspelt word is not a setting that is silently missing.
 */
public final class ConfigFile {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
    /** Their rules name the endpoint themselves. */
    private static final Set<TargetService> NAMED_BY_RULES =
            EnumSet.of(TargetService.ELASTICSEARCH, TargetService.OPENSEARCH, TargetService.SALESFORCE);

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final Path file;
    private final AccessKeys keys;

    private ConfigFile(Path file, AccessKeys keys) {
        this.file = file;
        this.keys = keys;
    }

    /**
     * Reads it, and the access keys that it points to.
     *
     * @param environment of the process
     * @param home the user's home directory
     * @throws IllegalArgumentException with a sentence for the operator, and no secret in it
     */
    public static Map<TargetService, TargetSettings> read(Path file, Map<String, String> environment, Path home) {
        String text;
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new IllegalArgumentException("--config: " + file + " has more than " + MAX_BYTES + " bytes");
            }
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("--config: cannot read " + file, e);
        }
        return new ConfigFile(file, new AccessKeys(environment, home)).parse(text);
    }

    /** For a text that is not in a file; relative paths in it start at {@code file}'s directory. */
    static Map<TargetService, TargetSettings> parse(
            String text, Path file, Map<String, String> environment, Path home) {
        return new ConfigFile(file, new AccessKeys(environment, home)).parse(text);
    }

    private Map<TargetService, TargetSettings> parse(String text) {
        JsonNode root;
        try {
            root = JSON.readTree(text);
        } catch (JacksonException notJson) {
            throw refused(
                    "",
                    "this is not JSON (" + notJson.getOriginalMessage() + ", line "
                            + notJson.getLocation().getLineNr() + ")");
        }
        refuseOthers("", root, List.of("targets"));
        Map<TargetService, TargetSettings> targets = new EnumMap<>(TargetService.class);
        JsonNode services = root.path("targets");
        if (services.isMissingNode()) {
            return targets;
        }
        if (!services.isObject()) {
            throw refused("targets", "must be an object");
        }
        services.properties().forEach(entry -> {
            String where = "targets." + entry.getKey();
            TargetService service = TargetService.of(entry.getKey())
                    .orElseThrow(() -> refused(where, "no such service; there are " + TargetService.ids()));
            targets.put(service, settings(where, service, entry.getValue()));
        });
        return targets;
    }

    private TargetSettings settings(String where, TargetService service, JsonNode node) {
        refuseOthers(where, node, List.of("endpoint", "region", "credentials"));
        Optional<URI> endpoint =
                text(where, node, "endpoint").map(url -> TargetSettings.url(prefix(where + ".endpoint"), url));
        Optional<String> region = text(where, node, "region");
        region.filter(name -> !REGION.matcher(name).matches()).ifPresent(name -> {
            throw refused(where + ".region", "'" + name + "' is not the name of a region");
        });
        if (endpoint.isEmpty() && !NAMED_BY_RULES.contains(service)) {
            throw refused(where, "names no endpoint; AWS's own is one like https://sqs.eu-west-1.amazonaws.com");
        }
        return new TargetSettings(endpoint, region, credentials(where + ".credentials", node.path("credentials")));
    }

    private Optional<Credentials> credentials(String where, JsonNode node) {
        if (node.isMissingNode()) {
            return Optional.empty();
        }
        List<String> kinds = List.of("environment", "file", "profile");
        refuseOthers(where, node, kinds);
        if (node.size() != 1) {
            throw refused(where, "takes one of " + String.join(", ", kinds));
        }
        String kind = node.propertyNames().iterator().next();
        String value = text(where, node, kind).orElseThrow();
        try {
            return Optional.of(
                    switch (kind) {
                        case "environment" -> keys.fromEnvironment(value);
                        case "file" -> keys.fromFile(file.toAbsolutePath().resolveSibling(value));
                        default -> keys.fromProfile(value);
                    });
        } catch (IllegalArgumentException wrong) {
            throw refused(where + "." + kind, String.valueOf(wrong.getMessage()));
        }
    }

    private Optional<String> text(String where, JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isString() || value.asString().isEmpty() || value.asString().indexOf('\0') >= 0) {
            throw refused(where + "." + name, "must be a text");
        }
        return Optional.of(value.asString());
    }

    private void refuseOthers(String where, JsonNode node, List<String> known) {
        if (!node.isObject()) {
            throw refused(where, "must be an object");
        }
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                // Not its value: somebody may have written a secret here.
                throw refused(
                        where.isEmpty() ? name : where + "." + name,
                        "is not known; there are " + String.join(", ", known));
            }
        }
    }

    private IllegalArgumentException refused(String where, String why) {
        return new IllegalArgumentException(prefix(where) + ": " + why);
    }

    private String prefix(String where) {
        return "--config: " + file + (where.isEmpty() ? "" : ": " + where);
    }
}
