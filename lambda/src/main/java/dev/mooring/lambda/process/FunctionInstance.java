package dev.mooring.lambda.process;

import dev.mooring.lambda.log.OutputReader;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * One process of one function. Whoever took it from the pool owns it and invokes it once at a time; {@link #end} may
 * come from anywhere.
 */
final class FunctionInstance {
    /** How long a healthy process may take from its response to its next question for work. */
    private static final Duration PICK_UP = Duration.ofSeconds(5);

    /** How long output may lag behind the response or the end it belongs to. */
    private static final long OUTPUT_LAG_MILLIS = 500;

    /** What a bootstrap that is not ours printed before its response has been read when nothing came for this long. */
    private static final long QUIET_MILLIS = 5;

    private final FunctionVersion function;
    private final Process process;
    private final ProcessGroups groups;
    private final InvocationExchange exchange;
    private final OutputReader output;
    private final String runtimeVersion;
    private final boolean marksOutput;
    private final CompletableFuture<Void> end;
    private final long startedNanos = System.nanoTime();

    /**
     * @param runtimeVersion for example {@code nodejs:20.20.2}
     * @param marksOutput its bootstrap prints a mark before each response
     * @param end completed when the process has ended and everything it held is given back
     */
    FunctionInstance(
            FunctionVersion function,
            Process process,
            ProcessGroups groups,
            InvocationExchange exchange,
            OutputReader output,
            String runtimeVersion,
            boolean marksOutput,
            CompletableFuture<Void> end) {
        this.function = function;
        this.process = process;
        this.groups = groups;
        this.exchange = exchange;
        this.output = output;
        this.runtimeVersion = runtimeVersion;
        this.marksOutput = marksOutput;
        this.end = end;
    }

    FunctionVersion function() {
        return function;
    }

    OutputReader output() {
        return output;
    }

    String runtimeVersion() {
        return runtimeVersion;
    }

    OptionalLong maxRssBytes() {
        return exchange.maxRssBytes();
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    CompletableFuture<Void> whenEnded() {
        return end;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the function is loaded. If it is not, the process has ended when this returns. */
    InitOutcome awaitInit(Duration timeout) throws InterruptedException {
        InitOutcome outcome = exchange.awaitInit(timeout);
        if (!(outcome instanceof InitOutcome.Ready)) {
            end();
            output.awaitEnd(OUTPUT_LAG_MILLIS);
        }
        return outcome;
    }

    /** Afterwards the log holds everything the function printed, and a process that failed to answer has ended. */
    Outcome invoke(InvocationExchange.Request request) throws InterruptedException {
        Outcome outcome = exchange.run(request, PICK_UP);
        switch (outcome) {
            case Outcome.Succeeded s -> awaitOutput(request);
            case Outcome.Failed f -> awaitOutput(request);
            case Outcome.TooLarge t -> awaitOutput(request);
            case Outcome.TimedOut t -> endAndRead();
            case Outcome.Exited e -> endAndRead();
            case Outcome.NotDelivered n -> end();
        }
        return outcome;
    }

    /** Kills the process and everything it started. */
    void end() {
        exchange.dismiss();
        groups.kill(process);
    }

    private void awaitOutput(InvocationExchange.Request request) throws InterruptedException {
        if (marksOutput) {
            output.awaitMark(request.requestId(), OUTPUT_LAG_MILLIS);
        } else {
            output.awaitQuiet(QUIET_MILLIS, OUTPUT_LAG_MILLIS);
        }
    }

    private void endAndRead() throws InterruptedException {
        end();
        output.awaitEnd(OUTPUT_LAG_MILLIS);
    }
}
