package dev.mooring.api;

/**
 * What an operation does, written with the SDK's own model classes.
 *
 * @param <I> the request class; required members are present and every constraint of the model holds
 * @param <O> the response class
 */
@FunctionalInterface
public interface Operation<I, O> {
    /**
     * @throws ApiException to refuse; anything else that is thrown is our fault and answers 500
     */
    O call(I request, CallContext context);
}
