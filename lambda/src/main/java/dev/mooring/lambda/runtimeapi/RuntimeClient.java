package dev.mooring.lambda.runtimeapi;

import java.util.Optional;

/** A function instance as the Runtime API sees it. Called on the API's threads; may block only in {@link #next}. */
public interface RuntimeClient {
    /** Waits for work; empty when the instance is to end. */
    Optional<Invocation> next() throws InterruptedException;

    /** @return false when no such invocation is running here */
    boolean succeeded(String requestId, byte[] payload, ProcessReport report);

    /** @return false when no such invocation is running here */
    boolean failed(String requestId, byte[] error, ProcessReport report);

    /** The payload was over its limit and has been thrown away. */
    boolean tooLarge(String requestId, long bytes, ProcessReport report);

    /** The function could not be loaded. */
    void initFailed(byte[] error);
}
