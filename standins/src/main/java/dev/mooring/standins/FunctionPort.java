package dev.mooring.standins;

import dev.mooring.core.Tenant;

/** Lambda, as other services call it. */
public interface FunctionPort {
    /** How an invocation went. */
    sealed interface Answer {
        /** @param payload JSON */
        record Succeeded(byte[] payload) implements Answer {}

        /**
         * The function failed.
         *
         * @param error its type, for example {@code Error} or {@code Lambda.Unknown}
         * @param cause JSON with message and stack
         */
        record Failed(String error, String cause) implements Answer {}

        /** It was not invoked. */
        record Refused(String error, String why) implements Answer {}
    }

    /**
     * On whose behalf a function is invoked: what its resource policy is asked about.
     *
     * @param servicePrincipal for example {@code sns.amazonaws.com}
     * @param sourceArn for example a topic's
     */
    record Source(String servicePrincipal, String sourceArn) {}

    /** Hands an event over; it runs later. Succeeded has an empty payload. */
    Answer accept(Tenant tenant, String functionArn, byte[] event, Source source);

    /** Waits for the function. The caller has the account's rights: no resource policy is asked. */
    Answer invoke(Tenant tenant, String functionArn, byte[] event) throws InterruptedException;
}
