package dev.mooring.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The door to the durable state. Both calls block the caller (use a virtual thread) and may be called from any thread.
 */
public interface Store extends AutoCloseable {
    /**
     * Runs a change. Changes run one after the other, each atomic: if {@code work} throws, nothing of it stays and the
     * exception reaches the caller. When this returns, the change is as durable as {@link Durability} says and the
     * listeners have been told. {@code work} must do nothing but use the tables: other writers wait behind it.
     *
     * @throws StoreException when the database fails
     */
    <T> T write(Function<Tables, T> work);

    /**
     * Runs a look at one consistent state.
     *
     * @throws StoreException when the database fails
     */
    <T> T read(Function<Tables, T> work);

    /**
     * Hears of every committed change, in the order of the commits, before the writer's call returns. Must not call
     * {@link #write}, must not block for long.
     */
    void onChange(Consumer<Change> listener);

    @Override
    void close();
}
