package dev.mooring.server;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.FunctionInvoker;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.server.security.AuthorizerConsultation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Lets custom authorizers invoke their functions, where the function's resource policy lets the authorizer. */
record AuthorizerFunctions(RuleFunctions functions) implements AuthorizerConsultation.Functions {
    /** AWS: a function that has not answered by then has refused. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String SERVICE_PRINCIPAL = "iot.amazonaws.com";

    @Override
    public Answer invoke(Tenant tenant, String functionArn, String authorizerArn, byte[] event) {
        try {
            FunctionName name = FunctionName.parse(tenant, functionArn);
            Optional<String> refusal = functions.refusal(
                    tenant, name, new InvokeSource(SERVICE_PRINCIPAL, authorizerArn, tenant.account()));
            return refusal.<Answer>map(Answer.Failed::new).orElseGet(() -> await(tenant, name, event));
        } catch (LambdaException e) {
            return new Answer.Failed(e.getMessage());
        }
    }

    private Answer await(Tenant tenant, FunctionName name, byte[] event) {
        FutureTask<Answer> task = new FutureTask<>(() -> call(tenant, name, event));
        Thread.ofVirtual().name("authorizer-", 0).start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return new Answer.Failed(
                    "function " + name.name() + " did not answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            return new Answer.Failed("function " + name.name() + ": "
                    + Optional.ofNullable(e.getCause()).orElse(e).getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Failed("interrupted");
        }
    }

    private Answer call(Tenant tenant, FunctionName name, byte[] event) throws InterruptedException {
        InvocationResult result = functions
                .lambda()
                .invoker()
                .invoke(tenant, name, FunctionInvoker.Call.of(UUID.randomUUID().toString(), event));
        return result.isError()
                ? new Answer.Failed(
                        "function " + name.name() + " failed: " + new String(result.payload(), StandardCharsets.UTF_8))
                : new Answer.Json(result.payload());
    }
}
