package dev.mooring.standins.states.language;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What happens to an execution from outside. The journal of signals and their times is all that a replay needs. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Signal.Start.class, name = "start"),
    @JsonSubTypes.Type(value = Signal.TaskSubmitted.class, name = "submitted"),
    @JsonSubTypes.Type(value = Signal.TaskStarted.class, name = "started"),
    @JsonSubTypes.Type(value = Signal.TaskHeartbeat.class, name = "heartbeat"),
    @JsonSubTypes.Type(value = Signal.TaskSucceeded.class, name = "succeeded"),
    @JsonSubTypes.Type(value = Signal.TaskFailed.class, name = "failed"),
    @JsonSubTypes.Type(value = Signal.TimerFired.class, name = "timer"),
    @JsonSubTypes.Type(value = Signal.Stop.class, name = "stop"),
})
public sealed interface Signal {
    record Start() implements Signal {}

    /** The call that passed the task token on was made; the task waits for the token. */
    record TaskSubmitted(int task, String output) implements Signal {}

    /** A worker took an activity's task. */
    record TaskStarted(int task, String workerName) implements Signal {}

    record TaskHeartbeat(int task) implements Signal {}

    /** @param output JSON */
    record TaskSucceeded(int task, String output) implements Signal {}

    record TaskFailed(int task, String error, String cause) implements Signal {}

    record TimerFired(int timer) implements Signal {}

    record Stop(String error, String cause) implements Signal {}
}
