package dev.mooring.server;

import dev.mooring.lambda.FunctionName;
import dev.mooring.lambda.Lambda;
import dev.mooring.lambda.LambdaException;
import dev.mooring.lambda.policy.InvokeSource;
import dev.mooring.rules.action.FunctionInvoker;
import java.util.UUID;

/** Lets rules invoke functions: asynchronously, and only where the function's resource policy lets the rule. */
record RuleFunctions(Lambda lambda) implements FunctionInvoker {
    @Override
    public Answer invoke(Call call) {
        try {
            FunctionName name = FunctionName.parse(call.tenant(), call.functionArn());
            InvokeSource source = new InvokeSource(call.servicePrincipal(), call.sourceArn(), call.sourceAccount());
            if (!lambda.permissions().mayInvoke(call.tenant(), name, source)) {
                return new Answer.Refused("the resource policy of function " + name.name() + " does not let "
                        + call.servicePrincipal() + " invoke it for " + call.sourceArn()
                        + "; allow it with: aws lambda add-permission --function-name " + name.name()
                        + " --statement-id iot --action lambda:InvokeFunction --principal " + call.servicePrincipal()
                        + " --source-arn " + call.sourceArn());
            }
            lambda.invoker()
                    .accept(
                            call.tenant(),
                            name,
                            dev.mooring.lambda.FunctionInvoker.Call.of(
                                    UUID.randomUUID().toString(), call.payload()));
            return new Answer.Accepted();
        } catch (LambdaException e) {
            return e.code() == LambdaException.Code.TOO_MANY_REQUESTS
                    ? new Answer.Unavailable(e.getMessage())
                    : new Answer.Refused(e.getMessage());
        }
    }
}
