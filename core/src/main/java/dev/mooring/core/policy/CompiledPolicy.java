package dev.mooring.core.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One version of a policy, ready for evaluation: the statements are grouped by the actions they cover. Immutable. */
public final class CompiledPolicy {
    private final String policyName;
    private final String versionId;
    private final List<Placed> statements;
    private final Map<String, Covering> byAction;

    /** @param versionId for example {@code "1"} */
    public CompiledPolicy(String policyName, String versionId, PolicyDocument document) {
        this.policyName = policyName;
        this.versionId = versionId;
        List<Placed> placed = new ArrayList<>();
        for (int i = 0; i < document.statements().size(); i++) {
            placed.add(new Placed(this, i, document.statements().get(i)));
        }
        this.statements = List.copyOf(placed);
        Map<String, Covering> index = new LinkedHashMap<>();
        for (String action : IotActions.INDEXED) {
            index.put(action, search(action));
        }
        this.byAction = Map.copyOf(index);
    }

    public String policyName() {
        return policyName;
    }

    public String versionId() {
        return versionId;
    }

    /** The statements that cover the action. */
    Covering covering(String action) {
        Covering indexed = byAction.get(action);
        return indexed != null ? indexed : search(action);
    }

    private Covering search(String action) {
        String lowerCase = action.toLowerCase(Locale.ROOT);
        List<Placed> covering = statements.stream()
                .filter(placed -> placed.statement().coversAction(lowerCase))
                .toList();
        return new Covering(
                covering.stream()
                        .filter(placed -> placed.statement().effect() == Effect.DENY)
                        .toList(),
                covering.stream()
                        .filter(placed -> placed.statement().effect() == Effect.ALLOW)
                        .toList());
    }

    /** The statements on one action, by effect. */
    record Covering(List<Placed> denies, List<Placed> allows) {}

    /** A statement and its place in the document, from 0. */
    record Placed(CompiledPolicy policy, int index, Statement statement) {
        Decision.StatementRef ref(String resource) {
            return new Decision.StatementRef(policy.policyName, policy.versionId, index, statement.sid(), resource);
        }
    }
}
