package dev.mooring.server;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.SqlServices;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.rules.action.FunctionInvoker;
import dev.mooring.rules.service.FunctionCaller;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets rules invoke functions, only where the function's resource policy lets the rule: as actions asynchronously, from
 * SQL waiting for the result.
 */
record RuleFunctions(Lambda lambda) implements FunctionInvoker, FunctionCaller {
    private static final String SERVICE_PRINCIPAL = "iot.amazonaws.com";

    @Override
    public Answer invoke(Call call) {
        try {
            FunctionName name = FunctionName.parse(call.tenant(), call.functionArn());
            InvokeSource source = new InvokeSource(call.servicePrincipal(), call.sourceArn(), call.sourceAccount());
            Optional<String> refusal = refusal(call.tenant(), name, source);
            if (refusal.isPresent()) {
                return new Answer.Refused(refusal.get());
            }
            lambda.invoker().accept(call.tenant(), name, event(call.payload()));
            return new Answer.Accepted();
        } catch (LambdaException e) {
            return e.code() == LambdaException.Code.TOO_MANY_REQUESTS
                    ? new Answer.Unavailable(e.getMessage())
                    : new Answer.Refused(e.getMessage());
        }
    }

    @Override
    public SqlServices.Answer call(Tenant tenant, String ruleArn, String functionArn, byte[] payload)
            throws InterruptedException {
        try {
            FunctionName name = FunctionName.parse(tenant, functionArn);
            Optional<String> refusal =
                    refusal(tenant, name, new InvokeSource(SERVICE_PRINCIPAL, ruleArn, tenant.account()));
            if (refusal.isPresent()) {
                return unavailable(refusal.get());
            }
            InvocationResult result = lambda.invoker().invoke(tenant, name, event(payload));
            return result.functionError().isPresent()
                    ? unavailable("function " + name.name() + " failed: "
                            + new String(result.payload(), StandardCharsets.UTF_8))
                    : new SqlServices.Answer.Json(result.payload());
        } catch (LambdaException e) {
            return unavailable(e.getMessage());
        }
    }

    private static SqlServices.Answer unavailable(String why) {
        return new SqlServices.Answer.Unavailable("aws_lambda(): " + why);
    }

    private static dev.mooring.lambda.FunctionInvoker.Call event(byte[] payload) {
        return dev.mooring.lambda.FunctionInvoker.Call.of(UUID.randomUUID().toString(), payload);
    }

    /** Why the function may not be invoked; empty when it may. */
    Optional<String> refusal(Tenant tenant, FunctionName name, InvokeSource source) {
        return lambda.permissions().mayInvoke(tenant, name, source)
                ? Optional.empty()
                : Optional.of("the resource policy of function " + name.name() + " does not let "
                        + source.servicePrincipal() + " invoke it for " + source.sourceArn()
                        + "; allow it with: aws lambda add-permission --function-name " + name.name()
                        + " --statement-id iot --action lambda:InvokeFunction --principal " + source.servicePrincipal()
                        + " --source-arn " + source.sourceArn());
    }
}
