package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.log.LogDelivery;
import dev.mooring.lambda.process.Interpreters;
import dev.mooring.lambda.process.RuntimeLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the server decides for this room.
 *
 * @param directory for code, logs and bootstraps; made when it is missing
 * @param environment variables for the functions of a tenant, over AWS's own: AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID,
 *     AWS_SECRET_ACCESS_KEY. Asked at each start of a process, so the endpoint may be known late
 * @param destinations queues and topics for the records of asynchronous invocations
 * @param logs takes the lines of functions' logs beside their files
 * @param eventOutcomes hears of the end of each asynchronous invocation
 */
public record LambdaSettings(
        Path directory,
        Interpreters interpreters,
        RuntimeLimits limits,
        Function<Tenant, Map<String, String>> environment,
        EventDestinations destinations,
        LogDelivery logs,
        Consumer<EventOutcome> eventOutcomes) {

    /** The interpreters and the limits of this machine. */
    public static LambdaSettings of(Path directory, Function<Tenant, Map<String, String>> environment) {
        return new LambdaSettings(
                directory,
                Interpreters.of(System.getenv()),
                RuntimeLimits.forProcessors(Runtime.getRuntime().availableProcessors()),
                environment,
                EventDestinations.NONE,
                LogDelivery.NONE,
                outcome -> {});
    }

    public LambdaSettings withOutlets(EventDestinations events, LogDelivery lines) {
        return new LambdaSettings(directory, interpreters, limits, environment, events, lines, eventOutcomes);
    }
}
