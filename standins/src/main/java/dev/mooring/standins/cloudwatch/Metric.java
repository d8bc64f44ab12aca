package dev.mooring.standins.cloudwatch;

import dev.mooring.api.ApiException;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;

/** What tells metrics apart: the same name with other dimensions is another metric. */
record Metric(String namespace, String name, SortedMap<String, String> dimensions) {
    static final String KIND = "cloudwatch.metric";
    /** Names have no control characters. */
    private static final char SEPARATOR = '\u001f';

    Metric {
        dimensions = Collections.unmodifiableSortedMap(new TreeMap<>(dimensions));
    }

    /** @throws ApiException InvalidParameterValueException */
    static Metric of(String namespace, String name, List<Dimension> dimensions) {
        TreeMap<String, String> named = new TreeMap<>();
        for (Dimension dimension : dimensions) {
            if (named.put(text("Dimensions", dimension.name()), text("Dimensions", dimension.value())) != null) {
                throw Refusal.value("No dimension may be repeated: " + dimension.name());
            }
        }
        return new Metric(text("Namespace", namespace), text("MetricName", name), named);
    }

    private static String text(String parameter, String text) {
        if (text.isBlank() || text.startsWith(":") || text.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw Refusal.value("The value '" + text + "' for parameter " + parameter
                    + " is invalid: printable ASCII that is not blank and does not begin with a colon.");
        }
        return text;
    }

    /** In the store; those of one namespace lie together. */
    String key() {
        StringBuilder key = new StringBuilder(namespace).append(SEPARATOR).append(name);
        dimensions.forEach((dimension, value) ->
                key.append(SEPARATOR).append(dimension).append(SEPARATOR).append(value));
        return key.toString();
    }

    static Metric ofKey(String key) {
        String[] parts = key.split(String.valueOf(SEPARATOR), -1);
        TreeMap<String, String> dimensions = new TreeMap<>();
        for (int i = 2; i + 1 < parts.length; i += 2) {
            dimensions.put(parts[i], parts[i + 1]);
        }
        return new Metric(parts[0], parts[1], dimensions);
    }

    /** What all keys of a namespace begin with. */
    static String prefix(String namespace) {
        return namespace + SEPARATOR;
    }

    List<Dimension> sdkDimensions() {
        return dimensions.entrySet().stream()
                .map(each -> Dimension.builder()
                        .name(each.getKey())
                        .value(each.getValue())
                        .build())
                .toList();
    }
}
