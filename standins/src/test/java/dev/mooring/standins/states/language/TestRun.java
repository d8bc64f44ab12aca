package dev.mooring.standins.states.language;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Runs a definition in its own time: tasks answer at once, timers fire in their order. */
final class TestRun {
    static final Instant START = Instant.parse("2026-01-31T12:00:00Z");
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final Run run;
    private final BiFunction<TaskResource, JsonNode, Signal.TaskSucceeded> tasks;
    private final Deque<Signal> inbox = new ArrayDeque<>();
    private final Map<Integer, Instant> timers = new TreeMap<>();
    final List<ObjectNode> events = new ArrayList<>();
    /** All signals with their times, for a replay. */
    final List<Map.Entry<Signal, Instant>> journal = new ArrayList<>();

    Instant now = START;
    Optional<Ending> ending = Optional.empty();

    /** A task that answers throws this to fail. */
    static StatesException error(String error) {
        return new StatesException(error, "because");
    }

    TestRun(String definition, String input, BiFunction<TaskResource, JsonNode, String> tasks) {
        this.tasks = (resource, parameters) -> new Signal.TaskSucceeded(0, tasks.apply(resource, parameters));
        this.run = new Run(machine(definition), info(input), task -> "token-" + task);
    }

    static StateMachine machine(String definition) {
        DefinitionParser.Parsed parsed = new DefinitionParser(resource -> Optional.empty()).parse(definition);
        return parsed.machine().orElseThrow(() -> new AssertionError(parsed.problems()));
    }

    static ExecutionInfo info(String input) {
        return new ExecutionInfo(
                "arn:aws:states:eu-west-1:123456789012:execution:m:e",
                "e",
                "arn:aws:states:eu-west-1:123456789012:stateMachine:m",
                "m",
                "arn:aws:iam::123456789012:role/r",
                MAPPER.readTree(input),
                START);
    }

    static TestRun of(String definition, String input, BiFunction<TaskResource, JsonNode, String> tasks) {
        TestRun run = new TestRun(definition, input, tasks);
        run.send(new Signal.Start());
        return run.toTheEnd();
    }

    /** Signals now; what the tasks answer follows at once. */
    void send(Signal signal) {
        inbox.add(signal);
        while (!inbox.isEmpty()) {
            Signal next = inbox.poll();
            journal.add(Map.entry(next, now));
            Outcome outcome = run.accept(next, now);
            events.addAll(outcome.events());
            outcome.effects().forEach(this::perform);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.CallTask call -> {
                try {
                    String output =
                            tasks.apply(call.resource(), call.parameters()).output();
                    if (!output.isEmpty()) {
                        inbox.add(new Signal.TaskSucceeded(call.task(), output));
                    }
                } catch (StatesException e) {
                    inbox.add(new Signal.TaskFailed(call.task(), e.error(), e.getMessage()));
                }
            }
            case Effect.ForgetTask forget -> {}
            case Effect.SetTimer timer -> timers.put(timer.timer(), timer.at());
            case Effect.ForgetTimer timer -> timers.remove(timer.timer());
            case Effect.End end -> ending = Optional.of(end.ending());
        }
    }

    /** Fires the timers in their order until nothing is left to do. */
    TestRun toTheEnd() {
        while (ending.isEmpty() && !timers.isEmpty()) {
            Map.Entry<Integer, Instant> next =
                    timers.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
            timers.remove(next.getKey());
            now = next.getValue().isAfter(now) ? next.getValue() : now;
            send(new Signal.TimerFired(next.getKey()));
        }
        return this;
    }

    Duration took() {
        return Duration.between(START, now);
    }

    /** The output, or {@code error: cause}. */
    String result() {
        return switch (ending.orElseThrow()) {
            case Ending.Succeeded succeeded -> succeeded.output();
            case Ending.Failed failed -> failed.status() + " " + failed.error() + ": " + failed.cause();
        };
    }

    Stream<String> types() {
        return events.stream().map(event -> event.get("type").stringValue());
    }
}
