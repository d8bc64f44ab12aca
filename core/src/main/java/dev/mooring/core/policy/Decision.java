package dev.mooring.core.policy;

import java.util.List;

/**
 * The outcome of evaluating policies for one action on one resource, with what decided it.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/iot-policies.html">AWS: IoT policies</a>
 */
public sealed interface Decision {
    default boolean isAllowed() {
        return this instanceof Allowed;
    }

    /** One sentence for a log line or a reason string. */
    String explain();

    /** A statement allows it and none denies it. */
    record Allowed(StatementRef by) implements Decision {
        @Override
        public String explain() {
            return "allowed by " + by.describe();
        }
    }

    /** A statement with {@code "Effect":"Deny"} matches; it wins over every Allow. */
    record ExplicitDeny(StatementRef by) implements Decision {
        @Override
        public String explain() {
            return "explicitly denied by " + by.describe();
        }
    }

    /**
     * No statement allows it.
     *
     * @param nearMisses Allow statements on the same action whose resource or condition did not match, with the
     *     variables filled in; at most a few, for the person who reads it
     */
    record ImplicitDeny(List<NearMiss> nearMisses) implements Decision {
        public ImplicitDeny {
            nearMisses = List.copyOf(nearMisses);
        }

        @Override
        public String explain() {
            if (nearMisses.isEmpty()) {
                return "no policy statement allows this action";
            }
            StringBuilder text = new StringBuilder("no policy statement allows it; closest: ");
            for (int i = 0; i < nearMisses.size(); i++) {
                text.append(i == 0 ? "" : "; ").append(nearMisses.get(i).describe());
            }
            return text.toString();
        }
    }

    /**
     * Names a statement.
     *
     * @param policyName the policy
     * @param versionId the version evaluated, for example {@code "1"}
     * @param statement its place in the document, from 0
     * @param sid its {@code Sid}, or empty
     * @param resource the resource pattern that matched, variables filled in
     */
    record StatementRef(String policyName, String versionId, int statement, String sid, String resource) {
        public String describe() {
            return "policy '" + policyName + "' version " + versionId + " statement "
                    + (sid.isEmpty() ? "#" + statement : "'" + sid + "'")
                    + (resource.isEmpty() ? "" : " on '" + resource + "'");
        }
    }

    /**
     * A statement that allows the action but not here.
     *
     * @param why for example {@code resource 'arn:…:client/a' does not match} or {@code variable … has no value}
     */
    record NearMiss(StatementRef statement, String why) {
        public String describe() {
            return statement.describe() + ": " + why;
        }
    }
}
