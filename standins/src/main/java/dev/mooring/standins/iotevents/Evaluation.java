package dev.mooring.standins.iotevents;

import dev.mooring.standins.iotevents.expression.Expression;
import dev.mooring.standins.iotevents.expression.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One evaluation of a detector: a message or a timer, and what it becomes. No I/O.
 *
 * @see <a href="https://docs.aws.amazon.com/iotevents/latest/developerguide/iotevents-restrictions-detector-model.html">AWS:
 *     when new values of variables count</a>
 */
final class Evaluation {
    /** As AWS bounds timers: a year. */
    private static final long MAX_SECONDS = 31_622_400;

    private final ModelResource resource;
    private final DetectorModel model;
    private final Trigger trigger;
    private final String key;
    private final Instant now;
    private final SortedMap<String, JsonNode> variables;
    private final SortedMap<String, Detector.Timer> timers;
    private final Map<String, JsonNode> inputs;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private String state;

    /** @param outgoing calls to make, in their order */
    record Result(Detector detector, List<Outgoing> outgoing) {}

    private Evaluation(
            ModelResource resource,
            DetectorModel model,
            String key,
            Optional<Detector> before,
            Trigger trigger,
            Instant now) {
        this.resource = resource;
        this.model = model;
        this.key = key;
        this.trigger = trigger;
        this.now = now;
        this.variables = before.map(d -> new TreeMap<>(d.variables())).orElseGet(TreeMap::new);
        this.timers = before.map(d -> new TreeMap<>(d.timers())).orElseGet(TreeMap::new);
        this.inputs = before.map(d -> new HashMap<>(d.inputs())).orElseGet(HashMap::new);
        this.state = before.map(Detector::state).orElse(model.initialState());
    }

    /**
     * @param before absent when this message makes the detector
     * @param key the value of the model's key; empty when it has none
     */
    static Result of(
            ModelResource resource,
            DetectorModel model,
            String key,
            Optional<Detector> before,
            Trigger trigger,
            Instant now) {
        Evaluation evaluation = new Evaluation(resource, model, key, before, trigger, now);
        evaluation.run(before.isEmpty());
        Detector after = new Detector(
                resource.name(),
                resource.version(),
                key,
                evaluation.state,
                evaluation.variables,
                evaluation.timers,
                evaluation.inputs,
                before.map(Detector::createdAt).orElse(now.toEpochMilli()),
                now.toEpochMilli());
        return new Result(after, List.copyOf(evaluation.outgoing));
    }

    private void run(boolean isNew) {
        switch (trigger) {
            case Trigger.Message message -> inputs.put(message.input(), message.payload());
            case Trigger.TimerElapsed elapsed ->
                timers.computeIfPresent(
                        elapsed.timer(), (name, timer) -> new Detector.Timer(timer.at(), timer.seconds(), true));
        }
        if (isNew) {
            events(current().onEnter(), List.of());
        }
        DetectorModel.State before = current();
        Optional<DetectorModel.Transition> transition = events(before.onInput(), before.transitions());
        transition.ifPresent(taken -> {
            actions(taken.event());
            events(before.onExit(), List.of());
            state = taken.nextState();
            events(current().onEnter(), List.of());
        });
    }

    private DetectorModel.State current() {
        DetectorModel.State found = model.states().get(state);
        if (found == null) {
            throw new IllegalStateException("checked when read: " + state);
        }
        return found;
    }

    /** Does the events whose conditions hold. The first transition that holds is the answer. */
    private Optional<DetectorModel.Transition> events(
            List<DetectorModel.Event> events, List<DetectorModel.Transition> transitions) {
        if (resource.isSerial()) {
            for (DetectorModel.Event event : events) {
                if (holds(event)) {
                    actions(event);
                }
            }
            return transitions.stream().filter(each -> holds(each.event())).findFirst();
        }
        List<DetectorModel.Event> holding = events.stream().filter(this::holds).toList();
        Optional<DetectorModel.Transition> transition =
                transitions.stream().filter(each -> holds(each.event())).findFirst();
        holding.forEach(this::actions);
        return transition;
    }

    /** A condition that is anything but true does not hold. */
    private boolean holds(DetectorModel.Event event) {
        return event.condition()
                .map(condition -> condition.evaluate(scope()))
                .map(value -> value.isBoolean() && value.booleanValue())
                .orElse(true);
    }

    private void actions(DetectorModel.Event event) {
        for (DetectorModel.Action action : event.actions()) {
            switch (action) {
                case DetectorModel.SetVariable set -> {
                    JsonNode value = set.value().evaluate(scope());
                    if (value.isValueNode() && !value.isNull()) {
                        variables.put(set.name(), value);
                    }
                }
                case DetectorModel.SetTimer set ->
                    seconds(set.seconds()).ifPresent(seconds -> start(set.name(), seconds));
                case DetectorModel.ResetTimer reset ->
                    Optional.ofNullable(timers.get(reset.name()))
                            .ifPresent(timer -> start(reset.name(), timer.seconds()));
                case DetectorModel.ClearTimer clear -> timers.remove(clear.name());
                case DetectorModel.Call call -> {
                    JsonNode parameters = call.call().resolve(scope(), standardPayload(event));
                    if (!parameters.isMissingNode()) {
                        outgoing.add(
                                new Outgoing(call.service(), call.action(), parameters, resource.name(), event.name()));
                    }
                }
            }
        }
    }

    private void start(String timer, long seconds) {
        timers.put(timer, new Detector.Timer(now.plusSeconds(seconds).toEpochMilli(), seconds, false));
    }

    /** Rounded down; none when it is no duration. */
    private Optional<Long> seconds(Expression expression) {
        JsonNode value = expression.evaluate(scope());
        return value.isNumber() && value.doubleValue() >= 1 && value.doubleValue() <= MAX_SECONDS
                ? Optional.of((long) value.doubleValue())
                : Optional.empty();
    }

    private Scope scope() {
        return new Scope() {
            @Override
            public JsonNode input(String name) {
                return inputs.getOrDefault(name, JsonNodeFactory.instance.missingNode());
            }

            @Override
            public JsonNode variable(String name) {
                return variables.getOrDefault(name, JsonNodeFactory.instance.missingNode());
            }

            @Override
            public boolean timeout(String timer) {
                return trigger instanceof Trigger.TimerElapsed elapsed
                        && elapsed.timer().equals(timer);
            }

            @Override
            public String triggerType() {
                return trigger instanceof Trigger.Message ? "Message" : "Timer";
            }

            @Override
            public String currentInput() {
                return trigger instanceof Trigger.Message message ? message.input() : "";
            }
        };
    }

    /** What an action sends that has no payload of its own. */
    private ObjectNode standardPayload(DetectorModel.Event event) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("eventTime", now.toEpochMilli());
        ObjectNode payload = root.putObject("payload");
        payload.put("actionExecutionId", UUID.randomUUID().toString());
        ObjectNode detector = payload.putObject("detector");
        detector.put("detectorModelName", resource.name());
        if (!key.isEmpty()) {
            detector.put("keyValue", key);
        }
        detector.put("detectorModelVersion", String.valueOf(resource.version()));
        ObjectNode details = payload.putObject("eventTriggerDetails");
        switch (trigger) {
            case Trigger.Message message ->
                details.put("inputName", message.input())
                        .put("messageId", message.messageId())
                        .put("triggerType", "Message");
            case Trigger.TimerElapsed elapsed ->
                details.put("timerName", elapsed.timer()).put("triggerType", "Timer");
        }
        ObjectNode shown = payload.putObject("state");
        shown.put("stateName", state);
        ObjectNode values = shown.putObject("variables");
        variables.forEach(values::set);
        ObjectNode running = shown.putObject("timers");
        timers.forEach((name, timer) -> {
            if (!timer.isElapsed()) {
                running.put(name, timer.at());
            }
        });
        root.put("eventName", event.name());
        return root;
    }
}
