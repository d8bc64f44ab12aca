package dev.mooring.core.policy;

/** Compares one value of a request with one value of a condition, which it was made from. */
@FunctionalInterface
interface ValueTest {
    boolean matches(String actual);

    /** Makes a test of a condition's value. */
    @FunctionalInterface
    interface Factory {
        /** @throws IllegalArgumentException if the value is none of the operator's type; the message says what it is */
        ValueTest of(Glob value);
    }
}
