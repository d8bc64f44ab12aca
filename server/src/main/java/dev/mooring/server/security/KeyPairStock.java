package dev.mooring.server.security;

import dev.mooring.core.cert.KeyPairSource;
import java.security.KeyPair;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Keeps a few fresh key pairs ready, so that CreateKeysAndCertificate need not wait for the primes. Filled again in the
 * background after each sale, never before the first: a server that issues nothing generates nothing.
 */
public final class KeyPairStock implements KeyPairSource, AutoCloseable {
    private static final int STOCK = 8;

    private final KeyPairSource source;
    private final BlockingQueue<KeyPair> ready = new ArrayBlockingQueue<>(STOCK);
    private final Thread worker;

    public KeyPairStock(KeyPairSource source) {
        this.source = source;
        this.worker = Thread.ofPlatform().daemon().name("key-pairs").unstarted(this::fill);
    }

    @Override
    public KeyPair next() {
        startOnce();
        KeyPair pair = ready.poll();
        return pair != null ? pair : source.next();
    }

    private synchronized void startOnce() {
        if (worker.getState() == Thread.State.NEW) {
            worker.start();
        }
    }

    private void fill() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                ready.put(source.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
