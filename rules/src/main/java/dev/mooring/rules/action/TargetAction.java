package dev.mooring.rules.action;

import dev.mooring.core.sql.Template;
import java.util.stream.Stream;

/** An action that delivers to a target outside, over the target's own protocol. */
sealed interface TargetAction extends RuleAction
        permits SqsAction,
                SnsAction,
                DynamoDbAction,
                DynamoDbV2Action,
                S3Action,
                KinesisAction,
                FirehoseAction,
                CloudwatchMetricAction,
                CloudwatchAlarmAction,
                CloudwatchLogsAction,
                StepFunctionsAction,
                IotAnalyticsAction,
                IotEventsAction,
                HttpAction,
                OpenSearchAction,
                SalesforceAction,
                KafkaAction {
    TargetNaming naming();

    /** What names the target in reports: a queue's URL, a table, a bucket. */
    Template resource();

    /** What limits are kept for: the same for all that goes to the same place. */
    default String target(String resource) {
        return kind() + " " + resource;
    }

    /** All templates of its parameters. */
    Stream<Template> templates();

    /**
     * Fills in the templates and checks what the target would not take. Sends nothing.
     *
     * @param resource filled in
     */
    Delivery prepare(String resource, ActionInput input, Filling filling, ActionPorts ports)
            throws UndeliverableException;

    @Override
    default String kind() {
        return naming().kind();
    }

    @Override
    default String typeName() {
        return naming().typeName();
    }

    @Override
    default String resourceLabel() {
        return naming().resourceLabel();
    }

    @Override
    default boolean blocks() {
        return true;
    }

    @Override
    default boolean callsServices() {
        return templates().anyMatch(Template::callsServices);
    }

    @Override
    default ActionOutcome rehearse(ActionInput input, ActionPorts ports) {
        return prepareAnd((resource, delivery) -> {}, input, ports);
    }

    @Override
    default ActionOutcome execute(ActionInput input, ActionPorts ports) {
        return prepareAnd(
                (resource, delivery) -> ports.targets().call(target(resource), delivery.call()), input, ports);
    }

    /** What becomes of a prepared delivery. */
    @FunctionalInterface
    interface Sending {
        void send(String resource, Delivery delivery) throws UndeliverableException;
    }

    private ActionOutcome prepareAnd(Sending sending, ActionInput input, ActionPorts ports) {
        Filling filling = new Filling(input.original());
        String resource = resource().text();
        String also = "";
        try {
            resource = filling.text(naming().resourceParameter(), resource());
            Delivery delivery = prepare(resource, input, filling, ports);
            also = delivery.also();
            sending.send(resource, delivery);
            return new ActionOutcome.Success(resource);
        } catch (UndeliverableException undeliverable) {
            return new ActionOutcome.Failure(
                    resource,
                    also,
                    "Failed to " + naming().task() + ". The error received was " + undeliverable.reason(),
                    undeliverable.retryable());
        }
    }
}
