package dev.mooring.api.iot;

import dev.mooring.api.http.PercentEncoding;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iot.model.Tag;

/**
 * Tags that may be put on a resource.
 *
 * @param values by key
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/tagging-iot.html">AWS: tag restrictions</a>
 */
record Tags(Map<String, String> values) {
    static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    /** @throws dev.mooring.api.ApiException InvalidRequestException when a tag cannot be accepted */
    Tags {
        if (values.size() > MAX_TAGS) {
            throw Refusal.invalidRequest("A resource can have " + MAX_TAGS + " tags at most, not " + values.size());
        }
        values.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_KEY) {
                throw Refusal.invalidRequest("A tag key has 1 to " + MAX_KEY + " characters, not " + key.length());
            }
            if (value.length() > MAX_VALUE) {
                throw Refusal.invalidRequest(
                        "The value of tag '" + key + "' is longer than " + MAX_VALUE + " characters");
            }
            if (key.regionMatches(true, 0, "aws:", 0, 4)) {
                throw Refusal.invalidRequest("The prefix aws: is reserved, tag '" + key + "'");
            }
        });
        values = Map.copyOf(values);
    }

    static Tags of(Collection<Tag> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Tag tag : tags) {
            if (values.put(tag.key(), Optional.ofNullable(tag.value()).orElse("")) != null) {
                throw Refusal.invalidRequest("Tag '" + tag.key() + "' is given twice");
            }
        }
        return new Tags(values);
    }

    /**
     * Reads the header form, {@code k1=v1&k2=v2}, percent-encoded.
     *
     * @param header null when there is none
     */
    static Tags ofHeader(@Nullable String header) {
        Map<String, List<String>> parameters = PercentEncoding.query(header == null ? "" : header)
                .orElseThrow(() -> Refusal.invalidRequest("The tags are not well percent-encoded"));
        Map<String, String> values = new LinkedHashMap<>();
        parameters.forEach((key, all) -> {
            if (all.size() > 1) {
                throw Refusal.invalidRequest("Tag '" + key + "' is given twice");
            }
            values.put(key, all.getFirst());
        });
        return new Tags(values);
    }
}
