package dev.mooring.server;

import dev.mooring.core.Tenant;
import dev.mooring.lambda.FunctionInvoker;
import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.InvocationResult;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.standins.FunctionPort;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Lets stand-ins invoke functions. */
record TargetFunctions(Lambda lambda) implements FunctionPort {
    @Override
    public Answer accept(Tenant tenant, String functionArn, byte[] event, Source source) {
        try {
            FunctionName name = FunctionName.parse(tenant, functionArn);
            InvokeSource invokeSource =
                    new InvokeSource(source.servicePrincipal(), source.sourceArn(), tenant.account());
            if (!lambda.permissions().mayInvoke(tenant, name, invokeSource)) {
                return new Answer.Refused(
                        "AccessDeniedException",
                        "the resource policy of function " + name.name() + " does not let " + source.servicePrincipal()
                                + " invoke it for " + source.sourceArn());
            }
            lambda.invoker().accept(tenant, name, call(event));
            return new Answer.Succeeded(new byte[0]);
        } catch (LambdaException e) {
            return refused(e);
        }
    }

    @Override
    public Answer invoke(Tenant tenant, String functionArn, byte[] event) throws InterruptedException {
        try {
            InvocationResult result =
                    lambda.invoker().invoke(tenant, FunctionName.parse(tenant, functionArn), call(event));
            String payload = new String(result.payload(), StandardCharsets.UTF_8);
            return result.functionError().isPresent()
                    ? new Answer.Failed(result.functionError().get(), payload)
                    : new Answer.Succeeded(result.payload());
        } catch (LambdaException e) {
            return refused(e);
        }
    }

    private static Answer refused(LambdaException e) {
        return new Answer.Refused(e.code().awsName(), e.getMessage());
    }

    private static FunctionInvoker.Call call(byte[] event) {
        return FunctionInvoker.Call.of(UUID.randomUUID().toString(), event);
    }
}
