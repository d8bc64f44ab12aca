package dev.mooring.rules.action;

import dev.mooring.core.Tenant;

/**
 * Invokes Lambda functions asynchronously (InvocationType Event): the answer comes when the event is queued, and what
 * the function makes of it is never heard of here. May block.
 */
@FunctionalInterface
public interface FunctionInvoker {
    /** Never throws for anything about the function. */
    Answer invoke(Call call);

    /**
     * An event for a function. The invoker checks that the function's resource policy lets the service invoke it for the
     * rule.
     *
     * @param functionArn perhaps with a version or an alias at its end
     * @param payload JSON; must not be changed
     * @param servicePrincipal who calls: {@code iot.amazonaws.com}
     * @param sourceArn the rule's ARN, compared with {@code AWS:SourceArn} of the policy
     */
    record Call(Tenant tenant, String functionArn, byte[] payload, String servicePrincipal, String sourceArn) {
        /** Compared with {@code AWS:SourceAccount} of the policy. */
        public String sourceAccount() {
            return tenant.account();
        }
    }

    sealed interface Answer {
        /** The event is queued. */
        record Accepted() implements Answer {}

        /**
         * It will not be accepted on another try either: no such function, or not permitted.
         *
         * @param reason one sentence
         */
        record Refused(String reason) implements Answer {}

        /**
         * It may be accepted on another try: the queue is full, say.
         *
         * @param reason one sentence
         */
        record Unavailable(String reason) implements Answer {}
    }
}
