package dev.mooring.standins.iotevents;

import dev.mooring.standins.iotevents.expression.Expression;
import dev.mooring.standins.iotevents.expression.Function;
import dev.mooring.standins.iotevents.expression.Texts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iotevents.model.Action;
import software.amazon.awssdk.services.iotevents.model.DetectorModelDefinition;
import software.amazon.awssdk.services.iotevents.model.Event;
import software.amazon.awssdk.services.iotevents.model.SetTimerAction;
import software.amazon.awssdk.services.iotevents.model.State;
import software.amazon.awssdk.services.iotevents.model.TransitionEvent;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads and checks the definition of a detector model. */
final class ModelReader {
    private final Set<String> inputs = new HashSet<>();

    /** @throws IllegalArgumentException saying what is wrong, and in which state and event */
    static DetectorModel read(DetectorModelDefinition definition) {
        return new ModelReader().model(definition);
    }

    private DetectorModel model(DetectorModelDefinition definition) {
        Map<String, DetectorModel.State> states = new HashMap<>();
        for (State state : definition.states()) {
            if (states.put(state.stateName(), state(state)) != null) {
                throw new IllegalArgumentException("There are two states '" + state.stateName() + "'.");
            }
        }
        if (!states.containsKey(definition.initialStateName())) {
            throw new IllegalArgumentException(
                    "The initial state '" + definition.initialStateName() + "' is not among the states.");
        }
        states.forEach((name, state) -> state.transitions().forEach(transition -> {
            if (!states.containsKey(transition.nextState())) {
                throw new IllegalArgumentException("The next state '" + transition.nextState() + "' of the event '"
                        + transition.event().name() + "' in state '" + name + "' is not among the states.");
            }
        }));
        return new DetectorModel(definition.initialStateName(), Map.copyOf(states), Set.copyOf(inputs));
    }

    private DetectorModel.State state(State state) {
        String name = state.stateName();
        return new DetectorModel.State(
                state.onEnter() == null
                        ? List.of()
                        : events(name, state.onEnter().events()),
                state.onInput() == null
                        ? List.of()
                        : events(name, state.onInput().events()),
                state.onInput() == null
                        ? List.of()
                        : transitions(name, state.onInput().transitionEvents()),
                state.onExit() == null ? List.of() : events(name, state.onExit().events()));
    }

    private List<DetectorModel.Event> events(String state, List<Event> events) {
        return events.stream()
                .map(event -> event(state, event.eventName(), event.condition(), event.actions()))
                .toList();
    }

    private List<DetectorModel.Transition> transitions(String state, List<TransitionEvent> events) {
        return events.stream()
                .map(event -> new DetectorModel.Transition(
                        event(state, event.eventName(), event.condition(), event.actions()), event.nextState()))
                .toList();
    }

    private DetectorModel.Event event(String state, String name, @Nullable String condition, List<Action> actions) {
        try {
            List<DetectorModel.Action> read = new ArrayList<>();
            for (Action action : actions) {
                read.add(action(action));
            }
            return new DetectorModel.Event(
                    name, Optional.ofNullable(condition).map(text -> seen(Expression.parse(text))), List.copyOf(read));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "The event '" + name + "' in state '" + state + "': " + e.getMessage(), e);
        }
    }

    /** Remembers the inputs that an expression names. */
    Expression seen(Expression expression) {
        expression.visit(part -> {
            if (part instanceof Expression.Reference reference && reference.isInput()) {
                inputs.add(reference.name());
            }
            if (part instanceof Expression.Call call
                    && call.function() == Function.CURRENT_INPUT
                    && call.arguments().getFirst() instanceof Expression.Literal literal
                    && literal.value().isString()) {
                inputs.add(literal.value().stringValue());
            }
        });
        return expression;
    }

    private DetectorModel.Action action(Action action) {
        List<DetectorModel.Action> found = new ArrayList<>();
        if (action.setVariable() != null) {
            found.add(new DetectorModel.SetVariable(
                    action.setVariable().variableName(),
                    seen(Expression.parse(action.setVariable().value()))));
        }
        if (action.setTimer() != null) {
            found.add(setTimer(action.setTimer()));
        }
        if (action.resetTimer() != null) {
            found.add(new DetectorModel.ResetTimer(action.resetTimer().timerName()));
        }
        if (action.clearTimer() != null) {
            found.add(new DetectorModel.ClearTimer(action.clearTimer().timerName()));
        }
        found.addAll(new CallReader(this).calls(action));
        if (action.iotSiteWise() != null) {
            throw new IllegalArgumentException("the action iotSiteWise is not built here");
        }
        if (found.size() != 1) {
            throw new IllegalArgumentException("each element of actions must have exactly one action");
        }
        return found.getFirst();
    }

    @SuppressWarnings("deprecation") // Clients of before durationExpression send seconds.
    private DetectorModel.Action setTimer(SetTimerAction timer) {
        if ((timer.seconds() == null) == (timer.durationExpression() == null)) {
            throw new IllegalArgumentException(
                    "setTimer must have either durationExpression or seconds, of timer '" + timer.timerName() + "'");
        }
        return new DetectorModel.SetTimer(
                timer.timerName(),
                timer.seconds() != null
                        ? new Expression.Literal(JsonNodeFactory.instance.numberNode((int) timer.seconds()))
                        : seen(Expression.parse(timer.durationExpression())));
    }

    /** A parameter that may be an expression. */
    Expression parameter(String text) {
        return seen(Texts.parameter(text));
    }
}
