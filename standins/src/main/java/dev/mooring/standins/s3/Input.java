package dev.mooring.standins.s3;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The members of a request; the SDK's classes leave out bodies. */
record Input(Map<String, Object> members) {
    String text(String name) {
        return optional(name).orElse("");
    }

    Optional<String> optional(String name) {
        return Optional.ofNullable(members.get(name)).map(String::valueOf);
    }

    int number(String name, int fallback) {
        return members.get(name) instanceof Number number ? number.intValue() : fallback;
    }

    byte[] bytes(String name) {
        return members.get(name) instanceof byte[] bytes ? bytes : new byte[0];
    }

    /** Those of the named members that are there. */
    Map<String, String> only(Iterable<String> names) {
        Map<String, String> only = new LinkedHashMap<>();
        names.forEach(name -> optional(name).ifPresent(value -> only.put(name, value)));
        return only;
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        if (members.get(name) instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(String.valueOf(key), String.valueOf(value)));
        }
        return map;
    }
}
