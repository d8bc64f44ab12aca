package dev.mooring.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer. Changes that wait together are committed together: each in a savepoint of its own, so that one that
 * fails takes nothing with it, and one commit (one fsync) for all. Callers wait for that commit.
 *
 * <p>Owner of the write connection: the thread made here, and after its end who closes this. Anyone may call {@link #write}.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Bounds the time the first of a group waits for the last. */
    private static final int GROUP_LIMIT = 256;

    private static final String SAVEPOINT = "change";

    private final Jdbi database;
    private final Consumer<Change> listener;
    private final BlockingQueue<Pending<?>> queue = new LinkedBlockingQueue<>(4096);
    private final Thread thread;
    private volatile boolean closing;
    private Handle handle;
    private boolean suspect;

    /** @param listener hears of the changes of each group after its commit */
    GroupCommit(Jdbi database, Consumer<Change> listener) {
        this.database = database;
        this.handle = database.open();
        this.listener = listener;
        this.thread = Thread.ofPlatform().name("store-writer").start(this::run);
    }

    <T> T write(Function<Tables, T> work) {
        Pending<T> pending = new Pending<>(work);
        try {
            if (closing) {
                throw new StoreException("the store is closed", new IllegalStateException());
            }
            queue.put(pending);
            if (closing && queue.remove(pending)) {
                throw new StoreException("the store is closed", new IllegalStateException());
            }
            return pending.result.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting to write", e);
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void run() {
        List<Pending<?>> group = new ArrayList<>();
        while (true) {
            try {
                group.clear();
                group.add(queue.take());
                queue.drainTo(group, GROUP_LIMIT - 1);
                commit(group);
            } catch (InterruptedException e) {
                if (closing && queue.isEmpty()) {
                    return;
                }
            }
        }
    }

    private void commit(List<Pending<?>> group) {
        try {
            replaceSuspectConnection();
            handle.begin();
            for (Pending<?> pending : group) {
                pending.run(handle);
            }
            handle.commit();
        } catch (RuntimeException e) {
            LOG.error("A group of {} changes could not be written: {}", group.size(), e.toString());
            rollback();
            suspect = true;
            StoreException failure = new StoreException("the change could not be written: " + e.getMessage(), e);
            group.forEach(pending -> pending.fail(failure));
            return;
        }
        for (Pending<?> pending : group) {
            pending.changes.forEach(this::tell);
        }
        group.forEach(Pending::complete);
    }

    private void tell(Change change) {
        try {
            listener.accept(change);
        } catch (RuntimeException e) {
            LOG.error("A listener failed on {}", change, e);
        }
    }

    /**
     * A database server that was restarted has dropped the connection, and nothing but a new one helps. Not asked before
     * each group whether it is still good, which would cost a round trip: the first group after the loss fails.
     */
    private void replaceSuspectConnection() {
        if (!suspect) {
            return;
        }
        try {
            handle.close();
        } catch (RuntimeException e) {
            LOG.debug("The connection given up could not be closed", e);
        }
        handle = database.open();
        suspect = false;
        LOG.info("Connected to the database anew");
    }

    private void rollback() {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (RuntimeException e) {
            LOG.error("Rollback failed: {}", e.toString());
        }
    }

    /** Writes what is queued; after this nothing is written. */
    void stop() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        handle.close();
    }

    /** One caller's change, its outcome held back until the group is committed. */
    private static final class Pending<T> {
        final Function<Tables, T> work;
        final CompletableFuture<T> result = new CompletableFuture<>();
        final List<Change> changes = new ArrayList<>();
        private Runnable outcome = () -> {};

        Pending(Function<Tables, T> work) {
            this.work = work;
        }

        void run(Handle handle) {
            handle.savepoint(SAVEPOINT);
            try {
                T value = work.apply(new Tables(handle, changes::add));
                handle.releaseSavepoint(SAVEPOINT);
                outcome = () -> result.complete(value);
            } catch (RuntimeException | Error e) {
                handle.rollbackToSavepoint(SAVEPOINT);
                changes.clear();
                outcome = () -> result.completeExceptionally(e);
            }
        }

        void complete() {
            outcome.run();
        }

        void fail(StoreException failure) {
            result.completeExceptionally(failure);
        }
    }
}
