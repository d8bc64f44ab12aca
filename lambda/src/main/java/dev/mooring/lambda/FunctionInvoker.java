package dev.mooring.lambda;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.LambdaException.Code;
import dev.mooring.lambda.process.FunctionRuntime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Invokes functions. Who may do so has been decided before: by SigV4 for callers of the API, by
 * {@link FunctionPermissions#mayInvoke} for services.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS: Invoke</a>
 */
public final class FunctionInvoker {
    /** AWS: 6 MB. */
    public static final int MAX_SYNCHRONOUS_BYTES = 6_291_456;

    /** AWS: 1 MB. */
    public static final int MAX_EVENT_BYTES = 1_048_576;

    private static final int MAX_CLIENT_CONTEXT_BYTES = 3583;
    private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);
    /** Escapes what an HTTP header cannot carry. */
    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final Functions functions;
    private final FunctionTargets targets;
    private final EventQueue events;
    private final Duration queueing;
    private final InstantSource clock;

    FunctionInvoker(
            Functions functions, FunctionTargets targets, EventQueue events, Duration queueing, InstantSource clock) {
        this.functions = functions;
        this.targets = targets;
        this.events = events;
        this.queueing = queueing;
        this.clock = clock;
    }

    /**
     * What to invoke a function with.
     *
     * @param requestId told to the function and its log
     * @param payload JSON; nothing stands for <code>{}</code>; not to be changed afterwards
     * @param clientContext JSON
     */
    public record Call(String requestId, byte[] payload, Optional<String> clientContext) {
        public static Call of(String requestId, byte[] payload) {
            return new Call(requestId, payload, Optional.empty());
        }
    }

    /**
     * InvocationType RequestResponse: waits for the function. Its failures are results, not exceptions.
     *
     * @throws LambdaException ResourceNotFoundException, InvalidRequestContentException when the payload is no JSON,
     *     RequestTooLargeException, TooManyRequestsException, InvalidRuntimeException
     */
    public InvocationResult invoke(Tenant tenant, FunctionName name, Call call) throws InterruptedException {
        return targets.invoke(tenant, name, event(name, call, MAX_SYNCHRONOUS_BYTES), Optional.of(queueing));
    }

    /**
     * InvocationType Event: returns as soon as the event is accepted, which survives {@code kill -9}; it is tried up to
     * three times.
     *
     * @throws LambdaException as {@link #invoke}; TooManyRequestsException when too many events wait
     */
    public void accept(Tenant tenant, FunctionName name, Call call) {
        functions.get(tenant, name);
        FunctionRuntime.Event event = event(name, call, MAX_EVENT_BYTES);
        events.accept(
                tenant,
                new WaitingEvent(
                        name.name(),
                        name.qualifier(),
                        event.requestId(),
                        new String(event.payload(), StandardCharsets.UTF_8),
                        event.clientContext(),
                        0,
                        clock.instant()));
    }

    /** InvocationType DryRun: everything but the invocation. */
    public void dryRun(Tenant tenant, FunctionName name, Call call) {
        functions.get(tenant, name);
        event(name, call, MAX_SYNCHRONOUS_BYTES);
    }

    /** Asynchronous events accepted and not finished. */
    public int waitingEvents() {
        return events.size();
    }

    private static FunctionRuntime.Event event(FunctionName name, Call call, int maxBytes) {
        if (call.payload().length > maxBytes) {
            throw new LambdaException(
                    Code.REQUEST_TOO_LARGE,
                    "Request must be smaller than " + maxBytes + " bytes for the InvokeFunction operation");
        }
        byte[] payload = call.payload().length == 0 ? EMPTY_EVENT : call.payload();
        requireJson(payload);
        return new FunctionRuntime.Event(
                call.requestId(), payload, call.clientContext().map(FunctionInvoker::clientContext), name.qualifier());
    }

    private static void requireJson(byte[] payload) {
        try (JsonParser parser = ASCII.createParser(payload)) {
            parser.nextToken();
            parser.skipChildren();
            if (parser.currentToken() == null || parser.nextToken() != null) {
                throw notJson("there is not exactly one JSON value");
            }
        } catch (JacksonException e) {
            throw notJson(e.getOriginalMessage());
        }
    }

    private static LambdaException notJson(String why) {
        return new LambdaException(
                Code.INVALID_REQUEST_CONTENT,
                "Could not parse request body into json: Could not parse payload into json: " + why);
    }

    private static String clientContext(String json) {
        if (json.length() > MAX_CLIENT_CONTEXT_BYTES) {
            throw new LambdaException(
                    Code.INVALID_REQUEST_CONTENT,
                    "Client context must be no more than " + MAX_CLIENT_CONTEXT_BYTES + " bytes.");
        }
        try {
            return ASCII.readTree(json).toString();
        } catch (JacksonException e) {
            throw new LambdaException(
                    Code.INVALID_REQUEST_CONTENT, "Client context must be a valid JSON: " + e.getOriginalMessage(), e);
        }
    }
}
