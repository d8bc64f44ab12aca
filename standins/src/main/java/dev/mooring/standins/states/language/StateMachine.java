package dev.mooring.standins.states.language;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * A definition that was read.
 *
 * @param timeoutSeconds of a whole execution
 */
public record StateMachine(State.Machine states, Optional<Integer> timeoutSeconds) {
    /** Whether some Task, however deeply nested, has a resource like that. */
    public boolean calls(Predicate<TaskResource> resource) {
        return calls(states, resource);
    }

    private static boolean calls(State.Machine machine, Predicate<TaskResource> resource) {
        return machine.states().values().stream().anyMatch(state -> switch (state) {
            case State.Task task -> resource.test(task.resource());
            case State.Parallel parallel -> parallel.branches().stream().anyMatch(branch -> calls(branch, resource));
            case State.ForEach each -> calls(each.processor(), resource);
            case State.Pass pass -> false;
            case State.Choice choice -> false;
            case State.Wait wait -> false;
            case State.Succeed succeed -> false;
            case State.Fail fail -> false;
        });
    }
}
