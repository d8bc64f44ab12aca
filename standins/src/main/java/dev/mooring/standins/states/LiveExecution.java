package dev.mooring.standins.states;

import dev.mooring.standins.states.language.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

/** An execution that has not ended. Everything but its key and its end is used under the lock. */
final class LiveExecution {
    final Executions.Key key;
    final ReentrantLock lock = new ReentrantLock();
    final Run run;
    final Map<Integer, Future<?>> timers = new HashMap<>();
    final CompletableFuture<Execution> end = new CompletableFuture<>();
    Execution execution;
    /** The position of the last signal in the journal. */
    long signals;

    LiveExecution(Executions.Key key, Execution execution, Run run) {
        this.key = key;
        this.execution = execution;
        this.run = run;
    }
}
