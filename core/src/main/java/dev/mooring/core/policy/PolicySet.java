package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The policies that apply to one principal together: attached to its certificate and to the groups of its thing. Any
 * matching Deny wins; else any matching Allow; else the answer is no. Immutable.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-authorization.html">AWS: authorization</a>
 */
public record PolicySet(List<CompiledPolicy> policies) {
    /** Allows nothing. */
    public static final PolicySet EMPTY = new PolicySet(List.of());

    public PolicySet {
        policies = List.copyOf(policies);
    }

    /** Decides, and says why. */
    public Decision evaluate(AuthorizationRequest request) {
        Optional<Match> deny = first(request, Effect.DENY);
        if (deny.isPresent()) {
            return new Decision.ExplicitDeny(deny.get().ref(request));
        }
        Optional<Match> allow = first(request, Effect.ALLOW);
        if (allow.isPresent()) {
            return new Decision.Allowed(allow.get().ref(request));
        }
        return new Decision.ImplicitDeny(NearMisses.of(policies, request));
    }

    /** Decides as {@link #evaluate} does, without reasons: cheaper where refusals are common and silent. */
    public boolean allows(AuthorizationRequest request) {
        return first(request, Effect.DENY).isEmpty()
                && first(request, Effect.ALLOW).isPresent();
    }

    /**
     * The variables and condition keys without value that statements on this action use: what TestAuthorization calls
     * missingContextValues.
     */
    public Set<String> missingContextValues(AuthorizationRequest request) {
        Set<String> missing = new LinkedHashSet<>();
        for (CompiledPolicy policy : policies) {
            CompiledPolicy.Covering covering = policy.covering(request.action());
            List<CompiledPolicy.Placed> both = new ArrayList<>(covering.denies());
            both.addAll(covering.allows());
            for (CompiledPolicy.Placed placed : both) {
                addMissing(placed.statement(), request.variables(), missing);
            }
        }
        return missing;
    }

    private static void addMissing(Statement statement, PolicyVariables variables, Set<String> missing) {
        for (Template resource : statement.resources()) {
            resource.unresolved(variables).forEach(name -> missing.add(name.text()));
        }
        for (Condition condition : statement.conditions()) {
            if (variables.values(condition.key()).isEmpty()) {
                missing.add(condition.key().text());
            }
            for (Condition.ExpectedValue expected : condition.expected()) {
                expected.template().unresolved(variables).forEach(name -> missing.add(name.text()));
            }
        }
    }

    private Optional<Match> first(AuthorizationRequest request, Effect effect) {
        // Indexed loops: this runs for every message and every delivery.
        for (int p = 0; p < policies.size(); p++) {
            CompiledPolicy.Covering covering = policies.get(p).covering(request.action());
            List<CompiledPolicy.Placed> statements = effect == Effect.DENY ? covering.denies() : covering.allows();
            for (int s = 0; s < statements.size(); s++) {
                CompiledPolicy.Placed placed = statements.get(s);
                List<Template> resources = placed.statement().resources();
                for (int r = 0; r < resources.size(); r++) {
                    if (resources.get(r).matches(request.resource(), request.variables())) {
                        if (placed.statement().conditionsHold(request.variables())) {
                            return Optional.of(new Match(placed, resources.get(r)));
                        }
                        break;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private record Match(CompiledPolicy.Placed placed, Template resource) {
        Decision.StatementRef ref(AuthorizationRequest request) {
            return placed.ref(resource.describe(request.variables()));
        }
    }
}
