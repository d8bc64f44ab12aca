package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Invokes a function with the result, asynchronously. A failing function is no failure of the action; a missing one, or
 * one whose resource policy does not admit the rule, is.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/lambda-rule-action.html">AWS: Lambda action</a>
 */
public record LambdaAction(Template functionArn) implements RuleAction {
    static final String KIND = "lambda";
    private static final String SERVICE_PRINCIPAL = "iot.amazonaws.com";
    private static final Pattern FUNCTION_ARN = Pattern.compile(
            "arn:aws:lambda:[a-z0-9-]{1,32}:\\d{12}:function:[a-zA-Z0-9_-]{1,64}(:[a-zA-Z0-9$_-]{1,128})?");

    static LambdaAction parse(Parameters parameters) throws InvalidRuleException {
        Template functionArn = parameters.requiredTemplate("functionArn");
        if (functionArn.isLiteral() && !isFunctionArn(functionArn.text())) {
            throw new InvalidRuleException(
                    parameters.where() + ".functionArn: '" + functionArn + "' is not the ARN of a function");
        }
        return new LambdaAction(functionArn);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public String typeName() {
        return "LambdaAction";
    }

    @Override
    public String resourceLabel() {
        return "Function";
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public boolean callsServices() {
        return functionArn.callsServices();
    }

    @Override
    public ActionOutcome rehearse(ActionInput input, ActionPorts ports) {
        Optional<String> arn = functionArn.render(input.original());
        if (arn.isEmpty()) {
            return failure(functionArn.text(), "the template of functionArn has no value for this message", false);
        }
        if (!isFunctionArn(arn.get())) {
            return failure(arn.get(), "this is not the ARN of a function", false);
        }
        if (!input.json()) {
            return failure(arn.get(), "the result is not JSON; encode binary payloads with encode(*, 'base64')", false);
        }
        return new ActionOutcome.Success(arn.get());
    }

    @Override
    public ActionOutcome execute(ActionInput input, ActionPorts ports) {
        return switch (rehearse(input, ports)) {
            case ActionOutcome.Failure failure -> failure;
            case ActionOutcome.Success(String arn) -> invoke(arn, input, ports);
        };
    }

    private static ActionOutcome invoke(String arn, ActionInput input, ActionPorts ports) {
        FunctionInvoker.Answer answer = ports.functions()
                .invoke(new FunctionInvoker.Call(
                        input.tenant(), arn, input.payload(), SERVICE_PRINCIPAL, input.ruleArn()));
        return switch (answer) {
            case FunctionInvoker.Answer.Accepted() -> new ActionOutcome.Success(arn);
            case FunctionInvoker.Answer.Refused(String reason) -> failure(arn, reason, false);
            case FunctionInvoker.Answer.Unavailable(String reason) -> failure(arn, reason, true);
        };
    }

    private static ActionOutcome.Failure failure(String resource, String reason, boolean retryable) {
        return new ActionOutcome.Failure(
                resource, "Failed to invoke lambda function. The error received was " + reason, retryable);
    }

    private static boolean isFunctionArn(String text) {
        return FUNCTION_ARN.matcher(text).matches();
    }
}
