package dev.mooring.api.lambda;

import dev.mooring.api.CallContext;
import dev.mooring.lambda.FunctionInvoker;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.LambdaException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeRequest;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;

/** Invoke, in its three types. */
final class InvokeHandlers {
    private static final Set<String> MEMBERS =
            Set.of("FunctionName", "InvocationType", "LogType", "ClientContext", "Payload", "Qualifier");

    private final FunctionInvoker invoker;

    InvokeHandlers(FunctionInvoker invoker) {
        this.invoker = invoker;
    }

    InvokeResponse invoke(InvokeRequest request, CallContext context) {
        Unsupported.refuseAllBut(MEMBERS, request);
        FunctionName name = FunctionHandlers.name(context.tenant(), request.functionName(), request.qualifier());
        FunctionInvoker.Call call = new FunctionInvoker.Call(
                context.requestId(), bytes(request.payload()), clientContext(request.clientContext()));
        InvocationType type =
                request.invocationType() == null ? InvocationType.REQUEST_RESPONSE : request.invocationType();
        return switch (type) {
            case EVENT -> {
                invoker.accept(context.tenant(), name, call);
                yield InvokeResponse.builder().statusCode(202).build();
            }
            case DRY_RUN -> {
                invoker.dryRun(context.tenant(), name, call);
                yield InvokeResponse.builder().statusCode(204).build();
            }
            case REQUEST_RESPONSE -> response(request, await(context, name, call));
            case UNKNOWN_TO_SDK_VERSION -> throw LambdaException.invalidParameter("unknown InvocationType");
        };
    }

    private InvocationResult await(CallContext context, FunctionName name, FunctionInvoker.Call call) {
        try {
            return invoker.invoke(context.tenant(), name, call);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LambdaException(LambdaException.Code.SERVICE, "the server is stopping", e);
        }
    }

    private static InvokeResponse response(InvokeRequest request, InvocationResult result) {
        InvokeResponse.Builder response = InvokeResponse.builder()
                .statusCode(200)
                .executedVersion(result.executedVersion())
                .payload(SdkBytes.fromByteArrayUnsafe(result.payload()));
        result.functionError().ifPresent(response::functionError);
        if (request.logType() == LogType.TAIL) {
            response.logResult(Base64.getEncoder().encodeToString(result.logTail()));
        }
        return response.build();
    }

    private static byte[] bytes(@Nullable SdkBytes payload) {
        return payload == null ? new byte[0] : payload.asByteArrayUnsafe();
    }

    private static Optional<String> clientContext(@Nullable String base64) {
        if (base64 == null || base64.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw new LambdaException(
                    LambdaException.Code.INVALID_REQUEST_CONTENT, "Client context must be base64.", e);
        }
    }
}
