package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Sets the state of an alarm. The result of the statement is not used.
 *
 * @see <a href="https://docs.aws.amazon.com/iot/latest/developerguide/cloudwatch-alarms-rule-action.html">AWS: CloudWatch
 *     alarms action</a>
 */
record CloudwatchAlarmAction(Template alarmName, Template stateReason, Template stateValue) implements TargetAction {
    static final String KIND = "cloudwatchAlarm";
    private static final TargetNaming NAMING =
            new TargetNaming(KIND, "CloudwatchAlarmAction", "Alarm", "alarmName", "set state of CloudWatch alarm");
    private static final List<String> STATES = List.of("OK", "ALARM", "INSUFFICIENT_DATA");

    static CloudwatchAlarmAction parse(Parameters parameters) throws InvalidRuleException {
        parameters.requiredText("roleArn");
        return new CloudwatchAlarmAction(
                parameters.requiredTemplate("alarmName"),
                parameters.requiredTemplate("stateReason"),
                parameters
                        .choiceTemplate("stateValue", STATES)
                        .orElseThrow(() -> parameters.invalid("stateValue", "is required")));
    }

    @Override
    public TargetNaming naming() {
        return NAMING;
    }

    @Override
    public Template resource() {
        return alarmName;
    }

    @Override
    public Stream<Template> templates() {
        return Stream.of(alarmName, stateReason, stateValue);
    }

    @Override
    public Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException {
        String reason = filling.text("stateReason", stateReason);
        String state = filling.text("stateValue", stateValue);
        if (!STATES.contains(state)) {
            throw UndeliverableException.forGood("stateValue: " + Parameters.notOneOf(state, STATES));
        }
        return Delivery.bySdk(() -> ports.clients()
                .get(input.tenant(), TargetService.CLOUDWATCH, CloudWatchClient.class, CloudWatchClient::builder)
                .setAlarmState(
                        set -> set.alarmName(resource).stateReason(reason).stateValue(state)));
    }
}
