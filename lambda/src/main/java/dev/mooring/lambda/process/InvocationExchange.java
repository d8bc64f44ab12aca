package dev.mooring.lambda.process;

import dev.mooring.lambda.runtimeapi.Invocation;
import dev.mooring.lambda.runtimeapi.ProcessReport;
import dev.mooring.lambda.runtimeapi.RuntimeClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The meeting point of one instance's three sides: the caller that wants something invoked, the process that asks for
 * work through the Runtime API, and the end of the process. Whichever comes first decides the outcome.
 *
 * <p>Deadlines use the machine's own clock, not the server's injectable one: the process lives in real time.
 */
final class InvocationExchange implements RuntimeClient {
    private final CompletableFuture<InitOutcome> init = new CompletableFuture<>();
    /** Holds at most one invocation; an empty one tells the process to end. */
    private final BlockingQueue<Optional<Pending>> work = new LinkedBlockingQueue<>();

    private final AtomicReference<Optional<Pending>> running = new AtomicReference<>(Optional.empty());
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private volatile OptionalLong maxRssBytes = OptionalLong.empty();

    private record Pending(Request request, CompletableFuture<Boolean> pickedUp, CompletableFuture<Outcome> outcome) {}

    /**
     * An invocation whose time has not begun to run.
     *
     * @param onDelivery called just before the process gets it
     */
    record Request(
            String requestId,
            String functionArn,
            byte[] payload,
            Optional<String> clientContext,
            Duration timeout,
            Runnable onDelivery) {}

    /** Waits for the end of the start; on a timeout the process is still alive. */
    InitOutcome awaitInit(Duration timeout) throws InterruptedException {
        try {
            return init.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new InitOutcome.TimedOut();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Hands the invocation to the process and waits for what comes of it; on a timeout the process is still alive.
     * One at a time.
     *
     * @param pickUp how long the process may take to ask for it
     */
    Outcome run(Request request, Duration pickUp) throws InterruptedException {
        Optional<Pending> pending =
                Optional.of(new Pending(request, new CompletableFuture<>(), new CompletableFuture<>()));
        work.add(pending);
        if (exit.isDone()) {
            // The end of the process emptied the queue perhaps before this came.
            sendBack();
        }
        // Whoever took it from the queue, process or end of process, says which of the two it was.
        if (!await(pending.get().pickedUp(), pickUp)
                && (work.remove(pending) || !pending.get().pickedUp().join())) {
            return new Outcome.NotDelivered();
        }
        try {
            return pending.get().outcome().get(request.timeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Outcome.TimedOut(request.timeout());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The process has ended.
     *
     * @param status as a shell has it
     */
    void ended(int status) {
        exit.complete(status);
        init.complete(new InitOutcome.Exited(status));
        sendBack();
        running.getAndSet(Optional.empty())
                .ifPresent(pending -> pending.outcome().complete(new Outcome.Exited(status)));
    }

    /** Sends the process away when it next asks for work. */
    void dismiss() {
        work.add(Optional.empty());
    }

    /** The most memory the process has reported. */
    OptionalLong maxRssBytes() {
        return maxRssBytes;
    }

    @Override
    public Optional<Invocation> next() throws InterruptedException {
        init.complete(new InitOutcome.Ready());
        Optional<Pending> next = work.take();
        if (next.isEmpty()) {
            dismiss();
            return Optional.empty();
        }
        Pending pending = next.get();
        running.set(next);
        pending.pickedUp().complete(true);
        if (exit.isDone()) {
            // The end came between the two lines above, perhaps before it could see what was running.
            running.getAndSet(Optional.empty())
                    .ifPresent(p -> p.outcome().complete(new Outcome.Exited(exit.getNow(-1))));
        }
        Request request = pending.request();
        request.onDelivery().run();
        return Optional.of(new Invocation(
                request.requestId(),
                request.functionArn(),
                request.payload(),
                Instant.now().plus(request.timeout()),
                request.clientContext()));
    }

    @Override
    public boolean succeeded(String requestId, byte[] payload, ProcessReport report) {
        return finish(requestId, new Outcome.Succeeded(payload), report);
    }

    @Override
    public boolean failed(String requestId, byte[] error, ProcessReport report) {
        return finish(requestId, new Outcome.Failed(error), report);
    }

    @Override
    public boolean tooLarge(String requestId, long bytes, ProcessReport report) {
        return finish(requestId, new Outcome.TooLarge(bytes), report);
    }

    @Override
    public void initFailed(byte[] error) {
        init.complete(new InitOutcome.Failed(error));
    }

    private boolean finish(String requestId, Outcome outcome, ProcessReport report) {
        Optional<Pending> current = Objects.requireNonNull(running.get());
        boolean isCurrent = current.filter(
                        pending -> pending.request().requestId().equals(requestId))
                .isPresent();
        if (!isCurrent || !running.compareAndSet(current, Optional.empty())) {
            return false;
        }
        if (report.maxRssBytes().isPresent()) {
            maxRssBytes = report.maxRssBytes();
        }
        current.ifPresent(pending -> pending.outcome().complete(outcome));
        return true;
    }

    private void sendBack() {
        for (Optional<Pending> waiting = work.poll(); waiting != null; waiting = work.poll()) {
            waiting.ifPresent(pending -> pending.pickedUp().complete(false));
        }
        dismiss();
    }

    private static boolean await(CompletableFuture<Boolean> pickedUp, Duration timeout) throws InterruptedException {
        try {
            return pickedUp.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
