package dev.mooring.lambda.code;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps an unpacked deployment package on disk until closed. */
public final class CodeLease implements AutoCloseable {
    private final String sha256;
    private final Path taskRoot;
    private final Runnable giveBack;
    private final AtomicBoolean closed = new AtomicBoolean();

    CodeLease(String sha256, Path taskRoot, Runnable giveBack) {
        this.sha256 = sha256;
        this.taskRoot = taskRoot;
        this.giveBack = giveBack;
    }

    /** Base64 of the SHA-256 of the zip file. */
    public String sha256() {
        return sha256;
    }

    /** The directory that holds the function's files: LAMBDA_TASK_ROOT. */
    public Path taskRoot() {
        return taskRoot;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            giveBack.run();
        }
    }
}
