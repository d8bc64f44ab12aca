package dev.mooring.api;

import dev.mooring.api.sdk.SdkPojos;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The operations of one service that somebody has built, by name. Filled once, then read. */
public final class Operations {
    /** From input values to output values, see {@link SdkPojos}. */
    @FunctionalInterface
    interface Bound {
        Map<String, Object> call(Map<String, Object> input, CallContext context);
    }

    private final Map<String, Bound> byName = new HashMap<>();

    /**
     * Registers an operation, for example {@code on("CreateThing", CreateThingRequest::builder, things::create)}.
     *
     * @param name as in the service model
     * @throws IllegalArgumentException when the operation is registered already
     */
    public <B extends SdkPojo & SdkBuilder<?, I>, I, O extends SdkPojo> Operations on(
            String name, Supplier<B> request, Operation<I, O> operation) {
        Bound bound = (input, context) -> {
            B builder = request.get();
            SdkPojos.fill(builder, input);
            return SdkPojos.read(operation.call(builder.build(), context));
        };
        if (byName.putIfAbsent(name, bound) != null) {
            throw new IllegalArgumentException("operation " + name + " is registered twice");
        }
        return this;
    }

    Map<String, Bound> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
