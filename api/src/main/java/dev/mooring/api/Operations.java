package dev.mooring.api;

import dev.mooring.api.sdk.SdkPojos;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/** The operations of one service that somebody has built, by name. Filled once, then read. */
public final class Operations {
    /**
     * An operation on plain values by member name: structures and maps are {@code Map}, lists {@code List}, blobs
     * {@code byte[]}, timestamps {@code Instant}; absent members are left out.
     */
    @FunctionalInterface
    public interface OnValues {
        Map<String, Object> call(Map<String, Object> input, CallContext context);
    }

    private final Map<String, OnValues> byName = new HashMap<>();

    /**
     * Registers an operation, for example {@code on("CreateThing", CreateThingRequest::builder, things::create)}.
     *
     * @param name as in the service model
     * @throws IllegalArgumentException when the operation is registered already
     */
    public <B extends SdkPojo & SdkBuilder<?, I>, I, O extends SdkPojo> Operations on(
            String name, Supplier<B> request, Operation<I, O> operation) {
        OnValues bound = (input, context) -> {
            B builder = request.get();
            SdkPojos.fill(builder, input);
            return SdkPojos.read(operation.call(builder.build(), context));
        };
        return onValues(name, bound);
    }

    /** Registers an operation whose answer on the wire has more than the SDK's response class. */
    public Operations onValues(String name, OnValues operation) {
        if (byName.putIfAbsent(name, operation) != null) {
            throw new IllegalArgumentException("operation " + name + " is registered twice");
        }
        return this;
    }

    /** Tells somebody of each call that succeeds, by the name of its operation; of those that are registered by now. */
    public Operations tell(BiConsumer<String, CallContext> somebody) {
        byName.replaceAll((name, operation) -> (input, context) -> {
            Map<String, Object> answer = operation.call(input, context);
            somebody.accept(name, context);
            return answer;
        });
        return this;
    }

    Map<String, OnValues> byName() {
        return Collections.unmodifiableMap(byName);
    }
}
