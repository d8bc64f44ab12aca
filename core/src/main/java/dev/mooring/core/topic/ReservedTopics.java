package dev.mooring.core.topic;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use which topic that starts with {@code $}. Everything not listed is refused.
 *
 * <p>A subscription with wildcards is accepted if at least one topic it matches may be subscribed to: the server
 * publishes only to the listed topics, so the rest of such a filter stays silent.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/reserved-topics.html">AWS: reserved topics</a>
 */
public final class ReservedTopics {
    /** Which side of a reserved topic belongs to clients. */
    private enum Use {
        PUBLISH,
        SUBSCRIBE,
        BOTH
    }

    private static final List<Pattern> PATTERNS = List.of(
            // Shadows: the requests may be observed.
            pattern(Use.BOTH, "$aws/things/{}/shadow/get|update|delete"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/shadow/get|delete/accepted|rejected"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/shadow/update/accepted|rejected|delta|documents"),
            pattern(Use.BOTH, "$aws/things/{}/shadow/name/{}/get|update|delete"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/shadow/name/{}/get|delete/accepted|rejected"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/shadow/name/{}/update/accepted|rejected|delta|documents"),
            // Jobs.
            pattern(Use.PUBLISH, "$aws/things/{}/jobs/get|start-next"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/jobs/get|start-next/accepted|rejected"),
            pattern(Use.PUBLISH, "$aws/things/{}/jobs/{}/get|update"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/jobs/{}/get|update/accepted|rejected"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/jobs/notify|notify-next"),
            // Streams, Device Defender, tunnels.
            pattern(Use.PUBLISH, "$aws/things/{}/streams/{}/get|describe/json|cbor"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/streams/{}/data|description|rejected/json|cbor"),
            pattern(Use.PUBLISH, "$aws/things/{}/defender/metrics/json|cbor"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/defender/metrics/json|cbor/accepted|rejected"),
            pattern(Use.SUBSCRIBE, "$aws/things/{}/tunnels/notify"),
            // Fleet provisioning.
            pattern(Use.PUBLISH, "$aws/certificates/create|create-from-csr/json|cbor"),
            pattern(Use.SUBSCRIBE, "$aws/certificates/create|create-from-csr/json|cbor/accepted|rejected"),
            pattern(Use.PUBLISH, "$aws/provisioning-templates/{}/provision/json|cbor"),
            pattern(Use.SUBSCRIBE, "$aws/provisioning-templates/{}/provision/json|cbor/accepted|rejected"),
            // Commands.
            pattern(Use.SUBSCRIBE, "$aws/commands/things|clients/{}/executions/{}/request"),
            pattern(Use.SUBSCRIBE, "$aws/commands/things|clients/{}/executions/{}/request/{}"),
            pattern(Use.PUBLISH, "$aws/commands/things|clients/{}/executions/{}/response/json|cbor"),
            pattern(
                    Use.SUBSCRIBE,
                    "$aws/commands/things|clients/{}/executions/{}/response/accepted|rejected/json|cbor"),
            // Others.
            pattern(Use.PUBLISH, "$aws/device_location/{}/get_position_estimate"),
            pattern(Use.SUBSCRIBE, "$aws/device_location/{}/get_position_estimate/accepted|rejected"),
            pattern(Use.PUBLISH, "$aws/rules/{}"),
            pattern(Use.PUBLISH, "$aws/rules/{}/..."),
            pattern(Use.SUBSCRIBE, "$aws/events/..."),
            pattern(Use.SUBSCRIBE, "$aws/sitewise/asset-models/{}/assets/{}/properties/{}"));

    private static final List<Pattern> NO_REPUBLISH = List.of(
            pattern(Use.PUBLISH, "$aws/things/{}/jobs/..."), pattern(Use.PUBLISH, "$aws/things/{}/defender/..."));

    private ReservedTopics() {}

    /** Why a client may not publish to the topic; empty when it may. */
    public static Optional<String> refusesPublish(String topic) {
        if (!topic.startsWith("$")) {
            return Optional.empty();
        }
        String[] levels = topic.split("/", -1);
        for (Pattern pattern : PATTERNS) {
            if (pattern.use != Use.SUBSCRIBE && pattern.overlaps(levels)) {
                return Optional.empty();
            }
        }
        return Optional.of("clients cannot publish to the reserved topic '" + topic + "'");
    }

    /** Why a client may not subscribe with the filter (the inner one of a shared subscription); empty when it may. */
    public static Optional<String> refusesSubscribe(TopicFilter filter) {
        if (!filter.text().startsWith("$")) {
            return Optional.empty();
        }
        String[] levels = filter.text().split("/", -1);
        for (Pattern pattern : PATTERNS) {
            if (pattern.use != Use.PUBLISH && pattern.overlaps(levels)) {
                return Optional.empty();
            }
        }
        return Optional.of("clients cannot subscribe to the reserved topic filter '" + filter + "'");
    }

    /**
     * Why a rule may not republish to the topic; empty when it may. Rules may use what clients may publish to, without
     * the topics of jobs and Device Defender.
     */
    public static Optional<String> refusesRepublish(String topic) {
        if (!topic.startsWith("$")) {
            return Optional.empty();
        }
        String[] levels = topic.split("/", -1);
        for (Pattern pattern : NO_REPUBLISH) {
            if (pattern.overlaps(levels)) {
                return Optional.of("a rule cannot republish to the reserved topic '" + topic + "'");
            }
        }
        return refusesPublish(topic).map(why -> "a rule cannot republish to the reserved topic '" + topic + "'");
    }

    /** {@code {}} is any one level, {@code a|b} one of these, a last {@code ...} one or more levels. */
    private static Pattern pattern(Use use, String text) {
        boolean open = text.endsWith("/...");
        String[] parts = (open ? text.substring(0, text.length() - "/...".length()) : text).split("/");
        List<Set<String>> levels = List.of(parts).stream()
                .map(part -> part.equals("{}") ? Set.<String>of() : Set.of(part.split("\\|")))
                .toList();
        return new Pattern(use, levels, open);
    }

    /**
     * @param levels what each level may be; an empty set is anything but nothing
     * @param open at least one more level follows
     */
    private record Pattern(Use use, List<Set<String>> levels, boolean open) {
        /** Whether some topic of the pattern matches the filter; a topic name is a filter that matches itself. */
        boolean overlaps(String[] filter) {
            for (int i = 0; i < filter.length; i++) {
                if (i == levels.size()) {
                    return open;
                }
                if (filter[i].equals("#")) {
                    return true;
                }
                Set<String> allowed = levels.get(i);
                boolean fits = filter[i].equals("+")
                        || (allowed.isEmpty() ? !filter[i].isEmpty() : allowed.contains(filter[i]));
                if (!fits) {
                    return false;
                }
            }
            return filter.length == levels.size() && !open;
        }
    }
}
