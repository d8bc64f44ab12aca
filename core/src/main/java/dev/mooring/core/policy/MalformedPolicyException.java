package dev.mooring.core.policy;

/** The policy document cannot be accepted; AWS answers MalformedPolicyException (400) with this message. */
public final class MalformedPolicyException extends Exception {
    MalformedPolicyException(String detail) {
        super("Policy document is Malformed: " + detail);
    }
}
