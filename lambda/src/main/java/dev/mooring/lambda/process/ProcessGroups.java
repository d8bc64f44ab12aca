package dev.mooring.lambda.process;

import java.io.File;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function's process and all its children as one thing to kill. The JDK knows only single processes and loses
 * children whose parent has died; POSIX process groups keep them together. A program that starts the real one in a
 * group of its own is on every system: {@code setsid} on Linux, perl on macOS. Where there is neither, only the
 * descendants that the system still shows are killed.
 */
final class ProcessGroups {
    private static final int SIGKILL = 9;

    private final List<String> prefix;
    private final Optional<MethodHandle> kill;

    private ProcessGroups(List<String> prefix, Optional<MethodHandle> kill) {
        this.prefix = prefix;
        this.kill = kill;
    }

    static ProcessGroups forThisSystem(String searchPath) {
        Linker linker = Linker.nativeLinker();
        Optional<MethodHandle> kill = linker.defaultLookup()
                .find("kill")
                .map(symbol -> linker.downcallHandle(
                        symbol,
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
        Optional<List<String>> prefix = kill.isEmpty()
                ? Optional.empty()
                : find("setsid", searchPath).map(List::of).or(() -> find("perl", searchPath)
                        .map(perl -> List.of(perl, "-MPOSIX", "-e", "setsid(); exec @ARGV or exit 127")));
        return new ProcessGroups(prefix.orElse(List.of()), prefix.isPresent() ? kill : Optional.empty());
    }

    /** The command, changed so that its process leads a group whose id is its own. */
    List<String> leading(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return List.copyOf(whole);
    }

    /** Kills the process and everything it started. */
    void kill(Process process) {
        if (!process.isAlive()) {
            killOrphans(process);
            return;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        kill.ifPresent(function -> signal(function, process.pid()));
        // Those that left the group.
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Kills what an ended process has left in its group. */
    void killOrphans(Process ended) {
        kill.ifPresent(function -> signal(function, ended.pid()));
    }

    private static void signal(MethodHandle function, long leader) {
        // 0 and 1 would mean our own group and everybody.
        if (leader <= 1 || leader > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a function's process: " + leader);
        }
        try {
            // An error means that the group is empty already.
            int _ = (int) function.invokeExact((int) -leader, SIGKILL);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot call kill(2)", e);
        }
    }

    private static Optional<String> find(String program, String searchPath) {
        for (String directory : searchPath.split(File.pathSeparator, -1)) {
            Path file = Path.of(directory, program);
            if (!directory.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }
}
