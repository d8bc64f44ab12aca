package dev.mooring.lambda.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What tests ask of the operating system. */
public final class Processes {
    private Processes() {}

    /** A zombie, which its new parent has not yet buried, does not count. */
    static boolean isRunning(long pid) {
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return false;
        }
        try {
            String status = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return !status.substring(status.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
        }
    }

    /** Waits for something that other processes or threads bring about. */
    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("in vain: " + what);
            }
            Thread.yield();
        }
    }
}
