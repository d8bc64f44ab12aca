package dev.mooring.store;

import static dev.mooring.store.Rows.MINE;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which policies are attached to which targets (certificate ARN, thing-group ARN, Cognito identity id). */
public final class PolicyTargetTable {
    private final Rows rows;

    PolicyTargetTable(Rows rows) {
        this.rows = rows;
    }

    /** @return false when it was attached already */
    public boolean attach(String policy, String target) {
        int count = rows.update("""
                INSERT INTO policy_target (account, region, policy, target)
                VALUES (:account, :region, :policy, :target)
                ON CONFLICT (account, region, policy, target) DO NOTHING
                """, b -> b.set("policy", policy).set("target", target));
        if (count > 0) {
            rows.changed(Change.Kind.POLICY_TARGET, target);
        }
        return count > 0;
    }

    /** @return false when it was not attached */
    public boolean detach(String policy, String target) {
        int count = rows.update(
                "DELETE FROM policy_target WHERE" + MINE + "AND policy = :policy AND target = :target",
                b -> b.set("policy", policy).set("target", target));
        if (count > 0) {
            rows.changed(Change.Kind.POLICY_TARGET, target);
        }
        return count > 0;
    }

    /** Names of all policies of a target, ordered; there are ten at most. */
    public List<String> policiesOf(String target) {
        return rows.list(
                "SELECT policy FROM policy_target WHERE" + MINE + "AND target = :target ORDER BY policy",
                b -> b.set("target", target),
                (row, context) -> row.getString("policy"));
    }

    public Page<String> policiesOf(String target, Optional<String> after, boolean ascending, int limit) {
        return rows.page(
                "SELECT policy FROM policy_target WHERE" + MINE + "AND target = :target",
                "policy",
                after,
                ascending,
                limit,
                b -> b.set("target", target),
                (row, context) -> row.getString("policy"),
                Function.identity());
    }

    public Page<String> targetsOf(String policy, Optional<String> after, boolean ascending, int limit) {
        return rows.page(
                "SELECT target FROM policy_target WHERE" + MINE + "AND policy = :policy",
                "target",
                after,
                ascending,
                limit,
                b -> b.set("policy", policy),
                (row, context) -> row.getString("target"),
                Function.identity());
    }

    public boolean hasTargets(String policy) {
        return rows.exists(
                "SELECT 1 FROM policy_target WHERE" + MINE + "AND policy = :policy LIMIT 1",
                b -> b.set("policy", policy));
    }

    public boolean hasPolicies(String target) {
        return rows.exists(
                "SELECT 1 FROM policy_target WHERE" + MINE + "AND target = :target LIMIT 1",
                b -> b.set("target", target));
    }

    /** For a forced delete of a certificate. */
    public void detachAll(String target) {
        policiesOf(target).forEach(policy -> detach(policy, target));
    }
}
