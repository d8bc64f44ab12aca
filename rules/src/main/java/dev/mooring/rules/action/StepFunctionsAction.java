package dev.mooring.rules.action;

import dev.mooring.core.Tenant;
import dev.mooring.core.sql.Template;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;

/**
 * Starts an execution of a state machine with the result as its input.
 *
 * @param executionNamePrefix put before a UUID
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/stepfunctions-rule-action.html">AWS: Step Functions
 *     action</a>
 */
record StepFunctionsAction(Template stateMachineName, Optional<Template> executionNamePrefix) implements TargetAction {
    static final String KIND = "stepFunctions";
    private static final TargetNaming NAMING = new TargetNaming(
            KIND, "StepFunctionsAction", "State machine", "stateMachineName", "start execution of state machine");
    private static final int MAX_NAME = 80;
    private static final int UUID_LENGTH = 36;

    static StepFunctionsAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        Optional<Template> prefix = parameters.template("executionNamePrefix");
        if (prefix.isPresent()
                && prefix.get().isLiteral()
                && prefix.get().text().length() > MAX_NAME - UUID_LENGTH) {
            throw parameters.invalid("executionNamePrefix", tooLong());
        }
        return new StepFunctionsAction(parameters.requiredTemplate("stateMachineName"), prefix);
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return stateMachineName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.concat(Stream.of(stateMachineName), executionNamePrefix.stream());
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String prefix = filling.text("executionNamePrefix", executionNamePrefix).orElse("");
        if (prefix.length() > MAX_NAME - UUID_LENGTH) {
            throw UndeliverableException.forGood("executionNamePrefix " + tooLong());
        }
        String name = prefix + UUID.randomUUID();
        String json = Payloads.jsonText(input);
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.STEP_FUNCTIONS, SfnClient.class, SfnClient::builder)
                .startExecution(start -> start.stateMachineArn(arn(input.tenant(), resource))
                        .name(name)
                        .input(json)));
    }

    private static String arn(Tenant tenant, String name) {
        return "arn:aws:states:" + tenant.region() + ":" + tenant.account() + ":stateMachine:" + name;
    }

    private static String tooLong() {
        return "has more than " + (MAX_NAME - UUID_LENGTH) + " characters";
    }
}
