package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asynchronous invocations: on disk when they are accepted, tried again with AWS's delays, given to destinations at
 * their end. A server that dies runs an event again whose end it could not note; an event that waited for its next
 * attempt is tried at once after a start.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">AWS: how Lambda
 *     handles errors with asynchronous invocation</a>
 */
final class EventQueue implements AutoCloseable {
    /** Before the second and the third attempt. */
    private static final List<Duration> DELAYS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));

    /** Between tries of an event that the function could not be given. */
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(5);

    private static final int EXCERPT_BYTES = 300;

    private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

    private final EventLog log;
    private final InvocationPort invocations;
    private final Timers timers;
    private final EventDelivery delivery;
    private final Consumer<EventOutcome> outcomes;
    private final int maxEvents;
    private final long maxBytes;
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean closed;

    /** What the queue needs of the rest of the room. */
    interface InvocationPort {
        /**
         * @throws LambdaException when it cannot be given the event
         */
        InvocationResult invoke(Tenant tenant, WaitingEvent event) throws InterruptedException;

        /** @throws LambdaException ResourceNotFoundException when the function is gone */
        EventSettings settings(Tenant tenant, FunctionName name);
    }

    /**
     * What is to be done with a function's events, read anew at each attempt.
     *
     * @param deadLetterTarget ARN; empty for none
     * @param isStopped its reserved concurrency is zero
     */
    record EventSettings(EventInvokeConfig config, Optional<String> deadLetterTarget, boolean isStopped) {}

    /**
     * @param outcomes hears of each event's end, on the thread that invoked it
     * @param maxEvents accepted and not finished, of all functions together
     * @param maxBytes of their payloads
     */
    EventQueue(
            EventLog log,
            InvocationPort invocations,
            Timers timers,
            EventDestinations destinations,
            Consumer<EventOutcome> outcomes,
            int maxEvents,
            long maxBytes) {
        this.log = log;
        this.invocations = invocations;
        this.timers = timers;
        this.delivery = new EventDelivery(destinations, this::accept, timers.clock());
        this.outcomes = outcomes;
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** @param throttled times in a row that it could not be given to the function */
    private record Turn(EventLog.Place place, int size, int throttled) {
        Turn again() {
            return new Turn(place, size, 0);
        }

        Turn throttledAgain() {
            return new Turn(place, size, throttled + 1);
        }
    }

    /**
     * Takes an event; it survives {@code kill -9} when this returns.
     *
     * @throws LambdaException TooManyRequestsException when too many wait already
     */
    void accept(Tenant tenant, WaitingEvent event) {
        int size = event.payload().getBytes(StandardCharsets.UTF_8).length;
        int eventsNow = events.incrementAndGet();
        long bytesNow = bytes.addAndGet(size);
        boolean isFull = eventsNow > maxEvents || bytesNow > maxBytes;
        boolean isKept = false;
        try {
            if (isFull) {
                throw new LambdaException(
                        Code.TOO_MANY_REQUESTS,
                        "Rate Exceeded: " + maxEvents + " events or " + maxBytes + " bytes wait for functions already");
            }
            Turn turn = new Turn(log.append(tenant, event), size, 0);
            isKept = true;
            start(turn, Optional.of(event));
        } finally {
            if (!isKept) {
                events.decrementAndGet();
                bytes.addAndGet(-size);
            }
        }
    }

    /** Goes on with what an earlier run of the server accepted and did not finish. */
    void resume() {
        log.forEach((place, size) -> {
            events.incrementAndGet();
            bytes.addAndGet(size);
            start(new Turn(place, size, 0), Optional.empty());
        });
    }

    /** Events accepted and not finished. */
    int size() {
        return events.get();
    }

    /** What is told from now on comes of the server's end: no event is finished any more. */
    @Override
    public void close() {
        closed = true;
    }

    private void start(Turn turn, Optional<WaitingEvent> event) {
        Thread.ofVirtual()
                .name("lambda-event-" + turn.place().position())
                .start(() -> event.or(() -> log.read(turn.place())).ifPresent(waiting -> attempt(turn, waiting)));
    }

    private void attempt(Turn turn, WaitingEvent event) {
        Tenant tenant = turn.place().tenant();
        EventSettings settings;
        try {
            // Read anew each time: the function may have been changed, or deleted, meanwhile.
            settings = invocations.settings(tenant, event.name());
        } catch (LambdaException e) {
            finish(turn, new EventOutcome.Dropped(tenant, event.functionName(), event.requestId(), e.getMessage()));
            return;
        } catch (RuntimeException e) {
            LOG.error("event {} for function {} waits", event.requestId(), event.functionName(), e);
            tryLater(turn);
            return;
        }
        Instant limit = event.acceptedAt().plus(settings.config().maximumAge());
        if (settings.isStopped()) {
            giveUp(turn, event, settings, "ZeroReservedConcurrency", "the function's reserved concurrency is 0");
        } else if (timers.clock().instant().isAfter(limit)) {
            giveUp(turn, event, settings, "EventAgeExceeded", "the event is older than MaximumEventAgeInSeconds");
        } else {
            invoke(turn, event, settings);
        }
    }

    private void invoke(Turn turn, WaitingEvent event, EventSettings settings) {
        Tenant tenant = turn.place().tenant();
        try {
            InvocationResult result = invocations.invoke(tenant, event);
            if (closed) {
                return;
            }
            if (result.isError()) {
                failed(turn, event.failedAgain(), settings, result);
            } else {
                delivery.succeeded(tenant, event, settings, result);
                finish(
                        turn,
                        new EventOutcome.Done(tenant, event.functionName(), event.requestId(), event.attempts() + 1));
            }
        } catch (LambdaException e) {
            if (e.code().isTransient()) {
                tryLater(turn);
            } else {
                giveUp(turn, event, settings, e.code().awsName(), e.getMessage());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("event {} for function {} waits", event.requestId(), event.functionName(), e);
            tryLater(turn);
        }
    }

    private void failed(Turn turn, WaitingEvent event, EventSettings settings, InvocationResult result) {
        Tenant tenant = turn.place().tenant();
        if (event.attempts() > settings.config().retries()) {
            delivery.failed(tenant, event, settings, "RetriesExhausted", result);
            finish(
                    turn,
                    new EventOutcome.Failed(
                            tenant, event.functionName(), event.requestId(), event.attempts(), result.payload()));
            return;
        }
        Duration delay = DELAYS.get(Math.min(event.attempts(), DELAYS.size()) - 1);
        // At once, not when it is given up minutes later: somebody is waiting for what the function should do.
        LOG.warn(
                "event {} for function {} failed, next attempt in {} s: {}",
                event.requestId(),
                event.functionName(),
                delay.toSeconds(),
                excerpt(result.payload()));
        log.replace(turn.place(), event);
        timers.after(delay, () -> start(turn.again(), Optional.empty()));
    }

    private void giveUp(Turn turn, WaitingEvent event, EventSettings settings, String condition, String why) {
        Tenant tenant = turn.place().tenant();
        delivery.notInvoked(tenant, event, settings, condition, why);
        finish(turn, new EventOutcome.Dropped(tenant, event.functionName(), event.requestId(), why));
    }

    private void tryLater(Turn turn) {
        long seconds = 1L << Math.min(turn.throttled(), 9);
        Duration delay = Duration.ofSeconds(seconds);
        Turn next = turn.throttledAgain();
        timers.after(
                delay.compareTo(LONGEST_BACKOFF) > 0 ? LONGEST_BACKOFF : delay, () -> start(next, Optional.empty()));
    }

    private void finish(Turn turn, EventOutcome outcome) {
        log.remove(turn.place());
        events.decrementAndGet();
        bytes.addAndGet(-turn.size());
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
