package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the records of finished events to destinations and dead-letter queues. One that takes nothing is logged. */
final class EventDelivery {
    private static final Logger LOG = LoggerFactory.getLogger(EventDelivery.class);

    private final EventDestinations destinations;
    private final BiConsumer<Tenant, WaitingEvent> functions;
    private final InstantSource clock;

    /** @param functions takes events for other functions */
    EventDelivery(EventDestinations destinations, BiConsumer<Tenant, WaitingEvent> functions, InstantSource clock) {
        this.destinations = destinations;
        this.functions = functions;
        this.clock = clock;
    }

    void succeeded(Tenant tenant, WaitingEvent event, EventQueue.EventSettings settings, InvocationResult result) {
        settings.config()
                .onSuccess()
                .ifPresent(
                        arn -> send(tenant, arn, record(tenant, event, "Success", 1, Optional.of(result)), Map.of()));
    }

    /** The function failed on it as often as it may. */
    void failed(
            Tenant tenant,
            WaitingEvent event,
            EventQueue.EventSettings settings,
            String condition,
            InvocationResult result) {
        settings.config()
                .onFailure()
                .ifPresent(
                        arn -> send(tenant, arn, record(tenant, event, condition, 0, Optional.of(result)), Map.of()));
        bury(tenant, event, settings, "200", EventRecords.errorMessage(result));
    }

    /** The function could not be given it. */
    void notInvoked(
            Tenant tenant, WaitingEvent event, EventQueue.EventSettings settings, String condition, String why) {
        settings.config()
                .onFailure()
                .ifPresent(arn -> send(tenant, arn, record(tenant, event, condition, 0, Optional.empty()), Map.of()));
        bury(tenant, event, settings, "429", why);
    }

    private String record(
            Tenant tenant, WaitingEvent event, String condition, int more, Optional<InvocationResult> last) {
        return EventRecords.invocation(tenant, event, condition, event.attempts() + more, last, clock.instant());
    }

    private void bury(
            Tenant tenant, WaitingEvent event, EventQueue.EventSettings settings, String errorCode, String why) {
        settings.deadLetterTarget()
                .ifPresent(arn -> send(tenant, arn, event.payload(), EventRecords.deadLetter(event, errorCode, why)));
    }

    private void send(Tenant tenant, String arn, String message, Map<String, EventDestinations.Attribute> attributes) {
        Optional<String> failure;
        try {
            if (arn.contains(":lambda:")) {
                FunctionName name = FunctionName.parse(tenant, arn);
                functions.accept(
                        tenant,
                        new WaitingEvent(
                                name.name(),
                                name.qualifier(),
                                UUID.randomUUID().toString(),
                                message,
                                Optional.empty(),
                                0,
                                clock.instant()));
                return;
            }
            failure = destinations.deliver(tenant, arn, message, attributes);
        } catch (RuntimeException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        failure.ifPresent(why -> LOG.warn("the record of an event could not be sent to {}: {}", arn, why));
    }
}
