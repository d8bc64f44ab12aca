package dev.mooring.standins.iotevents;

import dev.mooring.standins.iotevents.expression.Expression;
import dev.mooring.standins.iotevents.expression.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A definition that was read.
 *
 * @param inputs all that its expressions name: their messages are for it
 */
record DetectorModel(String initialState, Map<String, State> states, Set<String> inputs) {
    record State(List<Event> onEnter, List<Event> onInput, List<Transition> transitions, List<Event> onExit) {}

    /** @param condition absent: always */
    record Event(String name, Optional<Expression> condition, List<Action> actions) {}

    record Transition(Event event, String nextState) {}

    sealed interface Action {}

    record SetVariable(String name, Expression value) implements Action {}

    record SetTimer(String name, Expression seconds) implements Action {}

    record ResetTimer(String name) implements Action {}

    record ClearTimer(String name) implements Action {}

    /** @param call what the action becomes */
    record Call(String service, String action, Parameters call) implements Action {}

    interface Parameters {
        /**
         * @param standard the payload of an action that has none of its own
         * @return a missing node when an expression is undefined
         */
        JsonNode resolve(Scope scope, JsonNode standard);
    }
}
