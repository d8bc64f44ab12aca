package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Explains an implicit deny: the Allow statements on the action that came closest, and what each lacked. */
final class NearMisses {
    private static final int MAX = 3;
    private static final Set<String> ON_TOPICS =
            Set.of(IotActions.PUBLISH, IotActions.RETAIN_PUBLISH, IotActions.RECEIVE);

    private NearMisses() {}

    static List<Decision.NearMiss> of(List<CompiledPolicy> policies, AuthorizationRequest request) {
        List<Scored> misses = new ArrayList<>();
        for (CompiledPolicy policy : policies) {
            for (CompiledPolicy.Placed placed :
                    policy.covering(request.action()).allows()) {
                misses.add(explain(placed, request));
            }
        }
        return misses.stream()
                .sorted(Comparator.comparingInt(Scored::closeness).reversed())
                .limit(MAX)
                .map(Scored::miss)
                .toList();
    }

    private record Scored(int closeness, Decision.NearMiss miss) {}

    private static Scored explain(CompiledPolicy.Placed placed, AuthorizationRequest request) {
        PolicyVariables variables = request.variables();
        Optional<Template> matching = placed.statement().resources().stream()
                .filter(resource -> resource.matches(request.resource(), variables))
                .findFirst();
        if (matching.isPresent()) {
            String why = placed.statement().conditions().stream()
                    .filter(condition -> !condition.holds(variables, Effect.ALLOW))
                    .map(condition -> condition.describe(variables))
                    .findFirst()
                    .orElseThrow();
            return new Scored(
                    Integer.MAX_VALUE,
                    new Decision.NearMiss(placed.ref(matching.get().describe(variables)), why));
        }
        Template closest = placed.statement().resources().stream()
                .max(Comparator.comparingInt(
                        resource -> commonPrefix(resource.describe(variables), request.resource())))
                .orElseThrow();
        String filled = closest.describe(variables);
        return new Scored(
                commonPrefix(filled, request.resource()),
                new Decision.NearMiss(placed.ref(""), whyNot(closest, filled, request)));
    }

    private static String whyNot(Template resource, String filled, AuthorizationRequest request) {
        List<VariableName> unresolved = resource.unresolved(request.variables());
        if (!unresolved.isEmpty()) {
            return "variable " + unresolved.getFirst().text() + " has no value here, so resource '" + filled
                    + "' cannot match" + hint(unresolved.getFirst());
        }
        return "resource '" + filled + "' does not match" + hint(filled, request);
    }

    private static String hint(VariableName variable) {
        return variable.key().startsWith("iot:connection.thing.")
                ? " (the certificate must be attached to a thing whose name is the client id)"
                : "";
    }

    /** The mistakes that people make most. */
    private static String hint(String filled, AuthorizationRequest request) {
        if (request.action().equals(IotActions.SUBSCRIBE) && filled.contains(":topic/")) {
            return " (iot:Subscribe needs a topicfilter/ resource, not topic/)";
        }
        if (!ON_TOPICS.contains(request.action())) {
            return "";
        }
        if (filled.contains(":topicfilter/")) {
            return " (" + request.action() + " needs a topic/ resource, not topicfilter/)";
        }
        if (filled.endsWith("/#") || filled.contains("/+")) {
            return " (+ and # are ordinary characters in a policy; the wildcard is *)";
        }
        return "";
    }

    private static int commonPrefix(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
