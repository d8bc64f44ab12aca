package dev.mooring.api.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Header fields, names in lower case, values in the order received. Immutable. */
public record HttpHeaders(Map<String, List<String>> fields) {
    public static final HttpHeaders NONE = new HttpHeaders(Map.of());

    public HttpHeaders {
        Map<String, List<String>> lower = new TreeMap<>();
        fields.forEach((name, values) -> lower.computeIfAbsent(name.toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                .addAll(values));
        lower.replaceAll((name, values) -> List.copyOf(values));
        fields = Map.copyOf(lower);
    }

    public Optional<String> first(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    public List<String> all(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
