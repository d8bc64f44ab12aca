package dev.mooring.standins.states.language;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** One line of control in an execution: the whole, a branch of a Parallel, an iteration of a Map. Owned by its {@link Run}. */
final class Branch {
    final State.Machine machine;
    /** The Parallel or Map that this is part of, and which part. */
    final Optional<Fork> fork;

    final int index;
    /** {@code $$.Map}, here and in what is nested. */
    final Optional<JsonNode> mapContext;

    /** Work of it that still waits is not done. */
    boolean isCancelled;

    long lastEvent;
    State state;
    Instant enteredAt = Instant.EPOCH;
    /** As the state before left it. */
    JsonNode rawInput;
    /** After InputPath. */
    JsonNode input;

    /** How often each retrier of the state has retried. */
    final Map<State.Retrier, Integer> retries = new HashMap<>();

    int retryCount;
    OptionalInt task = OptionalInt.empty();
    Optional<Fork> children = Optional.empty();

    Branch(
            State.Machine machine,
            Optional<Fork> fork,
            int index,
            Optional<JsonNode> mapContext,
            long lastEvent,
            JsonNode input) {
        this.machine = machine;
        this.fork = fork;
        this.index = index;
        this.mapContext = mapContext;
        this.lastEvent = lastEvent;
        this.state = machine.state(machine.startAt());
        this.rawInput = input;
        this.input = JsonNodeFactory.instance.missingNode();
    }
}
