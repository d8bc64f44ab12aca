package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.lambda.process.FunctionRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asynchronous invocations: taken at once, tried up to three times with AWS's delays, their outcome reported. Events
 * wait in memory: those accepted but not finished are lost with the server, unlike at AWS.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">AWS: how Lambda
 *     handles errors with asynchronous invocation</a>
 */
final class EventQueue {
    /** Before the second and the third attempt. */
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private static final int EXCERPT_BYTES = 300;

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final Functions functions;
    private final FunctionRuntime runtime;
    private final Timers timers;
    private final Consumer<EventOutcome> outcomes;
    private final int maxEvents;
    private final long maxBytes;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * @param outcomes hears of each event's end, on the thread that invoked it
     * @param maxEvents accepted and not finished, of all functions together
     * @param maxBytes of their payloads
     */
    EventQueue(
            Functions functions,
            FunctionRuntime runtime,
            Timers timers,
            Consumer<EventOutcome> outcomes,
            int maxEvents,
            long maxBytes) {
        this.functions = functions;
        this.runtime = runtime;
        this.timers = timers;
        this.outcomes = outcomes;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    private record Accepted(Tenant tenant, FunctionName name, FunctionRuntime.Event event, int attempt) {
        Accepted again() {
            return new Accepted(tenant, name, event, attempt + 1);
        }
    }

    /**
     * Takes an event.
     *
     * @throws LambdaException TooManyRequestsException when too many wait already
     */
    void accept(Tenant tenant, FunctionName name, FunctionRuntime.Event event) {
        int size = event.payload().length;
        int eventsNow = events.incrementAndGet();
        long bytesNow = bytes.addAndGet(size);
        if (eventsNow > maxEvents || bytesNow > maxBytes) {
            events.decrementAndGet();
            bytes.addAndGet(-size);
            throw new LambdaException(
                    Code.TOO_MANY_REQUESTS,
                    "Rate Exceeded: " + maxEvents + " events or " + maxBytes + " bytes wait for functions already");
        }
        start(new Accepted(tenant, name, event, 1));
    }

    /** Events accepted and not finished. */
    int size() {
        return events.get();
    }

    private void start(Accepted accepted) {
        Thread.ofVirtual().name("lambda-event-" + accepted.event().requestId()).start(() -> attempt(accepted));
    }

    private void attempt(Accepted accepted) {
        String requestId = accepted.event().requestId();
        String name = accepted.name().name();
        try {
            // Read anew each time: it may have been changed, or deleted, meanwhile.
            FunctionDescription function = functions.get(accepted.tenant(), accepted.name());
            InvocationResult result = runtime.invoke(function.version(), accepted.event(), Optional.empty());
            if (!result.isError()) {
                finish(accepted, new EventOutcome.Done(accepted.tenant(), name, requestId, accepted.attempt()));
            } else if (accepted.attempt() <= DELAYS.size()) {
                Duration delay = DELAYS.get(accepted.attempt() - 1);
                // At once, not when it is given up minutes later: somebody is waiting for what the function should do.
                LOG.warn(
                        "event {} for function {} failed, next attempt in {} s: {}",
                        requestId,
                        name,
                        delay.toSeconds(),
                        excerpt(result.payload()));
                timers.after(delay, () -> start(accepted.again()));
            } else {
                finish(
                        accepted,
                        new EventOutcome.Failed(
                                accepted.tenant(), name, requestId, accepted.attempt(), result.payload()));
            }
        } catch (LambdaException e) {
            finish(accepted, new EventOutcome.Dropped(accepted.tenant(), name, requestId, e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("event {} for function {} is lost", requestId, name, e);
            finish(accepted, new EventOutcome.Dropped(accepted.tenant(), name, requestId, e.toString()));
        }
    }

    private void finish(Accepted accepted, EventOutcome outcome) {
        events.decrementAndGet();
        bytes.addAndGet(-accepted.event().payload().length);
        switch (outcome) {
            case EventOutcome.Done done ->
                LOG.debug("event {} for function {} done", done.requestId(), done.functionName());
            case EventOutcome.Failed failed ->
                LOG.warn(
                        "event {} for function {} failed {} times and is given up: {}",
                        failed.requestId(),
                        failed.functionName(),
                        failed.attempts(),
                        excerpt(failed.error()));
            case EventOutcome.Dropped dropped ->
                LOG.warn(
                        "event {} for function {} is given up: {}",
                        dropped.requestId(),
                        dropped.functionName(),
                        dropped.why());
        }
        outcomes.accept(outcome);
    }

    /** The error's type and message come first in its JSON; the stack trace is in the function's own log. */
    private static String excerpt(byte[] error) {
        String text = new String(error, 0, Math.min(error.length, EXCERPT_BYTES), StandardCharsets.UTF_8);
        // A function chooses these characters: they must not begin a line of their own in our log.
        return text.replaceAll("\\p{Cntrl}", " ") + (error.length > EXCERPT_BYTES ? "…" : "");
    }
}
