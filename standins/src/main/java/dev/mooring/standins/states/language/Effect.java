package dev.mooring.standins.states.language;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/** What an execution wants done. Who does it answers with a {@link Signal}. */
public sealed interface Effect {
    /** @param parameters of the call; for functions and activities their input */
    record CallTask(int task, TaskResource resource, JsonNode parameters) implements Effect {}

    /** The task's answer is not wanted any more. */
    record ForgetTask(int task) implements Effect {}

    record SetTimer(int timer, Instant at) implements Effect {}

    record ForgetTimer(int timer) implements Effect {}

    /** The execution is over: nothing else follows. */
    record End(Ending ending) implements Effect {}
}
